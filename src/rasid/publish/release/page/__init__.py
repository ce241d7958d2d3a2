"""The pages of a release: plain files to host anywhere, in English and Arabic, that ask no server for anything."""
