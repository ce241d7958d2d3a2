"""Tests in a browser; a package, so that a page's tests here may be called as those beside it."""
