CREATE TABLE blobs (
	sha256 TEXT COLLATE "C" NOT NULL,
	size BIGINT NOT NULL,
	media_type TEXT COLLATE "C",
	added TEXT COLLATE "C" NOT NULL,
	destroyed TEXT COLLATE "C",
	CONSTRAINT pk_blobs PRIMARY KEY (sha256)
)

CREATE TABLE mappings (
	name TEXT COLLATE "C" NOT NULL,
	columns TEXT COLLATE "C" NOT NULL,
	added TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_mappings PRIMARY KEY (name)
)

CREATE TABLE feeds (
	address TEXT COLLATE "C" NOT NULL,
	etag TEXT COLLATE "C",
	modified TEXT COLLATE "C",
	checked TEXT COLLATE "C",
	next_check TEXT COLLATE "C",
	failures INTEGER NOT NULL,
	problem TEXT COLLATE "C",
	details TEXT COLLATE "C",
	CONSTRAINT pk_feeds PRIMARY KEY (address)
)

CREATE TABLE runs (
	id SERIAL NOT NULL,
	coder TEXT COLLATE "C" NOT NULL,
	version TEXT COLLATE "C" NOT NULL,
	data_version TEXT COLLATE "C" NOT NULL,
	layers TEXT COLLATE "C" NOT NULL,
	lang TEXT COLLATE "C" NOT NULL,
	started TEXT COLLATE "C" NOT NULL,
	finished TEXT COLLATE "C",
	CONSTRAINT pk_runs PRIMARY KEY (id)
)

CREATE TABLE parties (
	id TEXT COLLATE "C" NOT NULL,
	name_ar TEXT COLLATE "C",
	name_en TEXT COLLATE "C",
	kind TEXT COLLATE "C",
	country TEXT COLLATE "C",
	parent TEXT COLLATE "C",
	CONSTRAINT pk_parties PRIMARY KEY (id)
)

CREATE INDEX ix_parties_parent ON parties (parent)

CREATE TABLE searched_words (
	word TEXT COLLATE "C" NOT NULL,
	backwards TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_searched_words PRIMARY KEY (word)
)

CREATE INDEX ix_searched_words_backwards ON searched_words (backwards)

CREATE TABLE searched_places (
	place_id TEXT COLLATE "C" NOT NULL,
	name_ar TEXT COLLATE "C",
	name_en TEXT COLLATE "C",
	country TEXT COLLATE "C",
	words TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_searched_places PRIMARY KEY (place_id)
)

CREATE TABLE search_state (
	name TEXT COLLATE "C" NOT NULL,
	value TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_search_state PRIMARY KEY (name)
)

CREATE TABLE decisions (
	id SERIAL NOT NULL,
	text_hash TEXT COLLATE "C" NOT NULL,
	trigger_start INTEGER NOT NULL,
	trigger_end INTEGER NOT NULL,
	event_type TEXT COLLATE "C" NOT NULL,
	event_id TEXT COLLATE "C" NOT NULL,
	field TEXT COLLATE "C" NOT NULL,
	value TEXT COLLATE "C",
	who TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	why TEXT COLLATE "C",
	undone INTEGER NOT NULL,
	audit_seq INTEGER NOT NULL,
	CONSTRAINT pk_decisions PRIMARY KEY (id)
)

CREATE INDEX ix_decisions_event_id ON decisions (event_id)

CREATE INDEX ix_decisions_text_hash ON decisions (text_hash)

CREATE TABLE ties (
	id SERIAL NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	a TEXT COLLATE "C" NOT NULL,
	b TEXT COLLATE "C" NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	why TEXT COLLATE "C",
	undone INTEGER NOT NULL,
	audit_seq INTEGER NOT NULL,
	CONSTRAINT pk_ties PRIMARY KEY (id)
)

CREATE INDEX ix_ties_a ON ties (a)

CREATE INDEX ix_ties_b ON ties (b)

CREATE TABLE saved_filters (
	id SERIAL NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	query TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_saved_filters PRIMARY KEY (id),
	CONSTRAINT uq_saved_filters_who_name UNIQUE (who, name)
)

CREATE TABLE proposals (
	id SERIAL NOT NULL,
	undoes INTEGER,
	kind TEXT COLLATE "C" NOT NULL,
	entry TEXT COLLATE "C" NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	findings TEXT COLLATE "C",
	said TEXT COLLATE "C",
	decided_by TEXT COLLATE "C",
	decided TEXT COLLATE "C",
	why TEXT COLLATE "C",
	recoded TEXT COLLATE "C",
	CONSTRAINT pk_proposals PRIMARY KEY (id)
)

CREATE INDEX ix_proposals_state_id ON proposals (state, id)

CREATE TABLE incidents (
	id TEXT COLLATE "C" NOT NULL,
	type TEXT COLLATE "C" NOT NULL,
	day TEXT COLLATE "C",
	date_start TEXT COLLATE "C",
	date_end TEXT COLLATE "C",
	place_id TEXT COLLATE "C",
	place_ar TEXT COLLATE "C",
	place_en TEXT COLLATE "C",
	country TEXT COLLATE "C",
	admin1 TEXT COLLATE "C",
	admin2 TEXT COLLATE "C",
	lat FLOAT,
	lon FLOAT,
	place_precision INTEGER,
	killed_low INTEGER,
	killed_best INTEGER,
	killed_high INTEGER,
	injured_low INTEGER,
	injured_best INTEGER,
	injured_high INTEGER,
	accounts INTEGER NOT NULL,
	reports INTEGER NOT NULL,
	sources INTEGER NOT NULL,
	record TEXT COLLATE "C" NOT NULL,
	updated TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_incidents PRIMARY KEY (id)
)

CREATE INDEX ix_incidents_country_admin1_day ON incidents (country, admin1, day)

CREATE INDEX ix_incidents_day_id ON incidents (day, id)

CREATE INDEX ix_incidents_type_day ON incidents (type, day)

CREATE TABLE redirects (
	"old" TEXT COLLATE "C" NOT NULL,
	"new" TEXT COLLATE "C" NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_redirects PRIMARY KEY ("old")
)

CREATE TABLE releases (
	version TEXT COLLATE "C" NOT NULL,
	released TEXT COLLATE "C" NOT NULL,
	profile TEXT COLLATE "C" NOT NULL,
	profile_hash TEXT COLLATE "C" NOT NULL,
	digest TEXT COLLATE "C" NOT NULL,
	options TEXT COLLATE "C" NOT NULL,
	fields TEXT COLLATE "C" NOT NULL,
	row_count INTEGER NOT NULL,
	needed INTEGER NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	published TEXT COLLATE "C",
	CONSTRAINT pk_releases PRIMARY KEY (version)
)

CREATE TABLE audit (
	seq SERIAL NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	action TEXT COLLATE "C" NOT NULL,
	subject TEXT COLLATE "C" NOT NULL,
	digest TEXT COLLATE "C" NOT NULL,
	previous TEXT COLLATE "C" NOT NULL,
	hash TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_audit PRIMARY KEY (seq)
)

CREATE INDEX ix_audit_action_seq ON audit (action, seq)

CREATE INDEX ix_audit_subject ON audit (subject)

CREATE INDEX ix_audit_who_action_seq ON audit (who, action, seq)

CREATE INDEX ix_audit_who_seq ON audit (who, seq)

CREATE TABLE blob_parts (
	sha256 TEXT COLLATE "C" NOT NULL,
	number INTEGER NOT NULL,
	data BYTEA NOT NULL,
	CONSTRAINT pk_blob_parts PRIMARY KEY (sha256, number),
	CONSTRAINT fk_blob_parts_sha256 FOREIGN KEY(sha256) REFERENCES blobs (sha256) ON DELETE CASCADE
)

CREATE TABLE acquisitions (
	id SERIAL NOT NULL,
	sha256 TEXT COLLATE "C" NOT NULL,
	how TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	address TEXT COLLATE "C" NOT NULL,
	acquired TEXT COLLATE "C" NOT NULL,
	details TEXT COLLATE "C",
	CONSTRAINT pk_acquisitions PRIMARY KEY (id),
	CONSTRAINT uq_acquisitions_sha256_how_name_address UNIQUE (sha256, how, name, address),
	CONSTRAINT fk_acquisitions_sha256 FOREIGN KEY(sha256) REFERENCES blobs (sha256)
)

CREATE TABLE release_rows (
	version TEXT COLLATE "C" NOT NULL,
	id TEXT COLLATE "C" NOT NULL,
	incident_id TEXT COLLATE "C" NOT NULL,
	event_id TEXT COLLATE "C" NOT NULL,
	hash TEXT COLLATE "C" NOT NULL,
	field_hashes TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_release_rows PRIMARY KEY (version, id),
	CONSTRAINT fk_release_rows_version FOREIGN KEY(version) REFERENCES releases (version) ON DELETE CASCADE
)

CREATE INDEX ix_release_rows_id ON release_rows (id)

CREATE TABLE audit_payloads (
	seq INTEGER NOT NULL,
	salt TEXT COLLATE "C" NOT NULL,
	payload TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_audit_payloads PRIMARY KEY (seq),
	CONSTRAINT fk_audit_payloads_seq FOREIGN KEY(seq) REFERENCES audit (seq)
)

CREATE TABLE reports (
	id TEXT COLLATE "C" NOT NULL,
	rank BIGINT NOT NULL,
	sha256 TEXT COLLATE "C" NOT NULL,
	locator TEXT COLLATE "C",
	acquisition_id INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	text_hash TEXT COLLATE "C" NOT NULL,
	family TEXT COLLATE "C" NOT NULL,
	published TEXT COLLATE "C",
	published_day TEXT COLLATE "C",
	outlet TEXT COLLATE "C",
	title TEXT COLLATE "C",
	url TEXT COLLATE "C",
	lang TEXT COLLATE "C",
	state TEXT COLLATE "C" NOT NULL,
	added TEXT COLLATE "C" NOT NULL,
	redacted TEXT COLLATE "C",
	masked TEXT COLLATE "C",
	run_id INTEGER,
	CONSTRAINT pk_reports PRIMARY KEY (id),
	CONSTRAINT uq_reports_rank UNIQUE (rank),
	CONSTRAINT fk_reports_sha256 FOREIGN KEY(sha256) REFERENCES blobs (sha256),
	CONSTRAINT fk_reports_acquisition_id FOREIGN KEY(acquisition_id) REFERENCES acquisitions (id),
	CONSTRAINT fk_reports_run_id FOREIGN KEY(run_id) REFERENCES runs (id)
)

CREATE INDEX ix_reports_added ON reports (added)

CREATE INDEX ix_reports_family ON reports (family)

CREATE INDEX ix_reports_outlet ON reports (outlet)

CREATE INDEX ix_reports_published_day ON reports (published_day)

CREATE INDEX ix_reports_sha256 ON reports (sha256)

CREATE INDEX ix_reports_state ON reports (state)

CREATE INDEX ix_reports_text_hash ON reports (text_hash)

CREATE TABLE texts (
	report_id TEXT COLLATE "C" NOT NULL,
	revision INTEGER NOT NULL,
	text TEXT COLLATE "C" NOT NULL,
	encoding TEXT COLLATE "C",
	text_hash TEXT COLLATE "C" NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_texts PRIMARY KEY (report_id, revision),
	CONSTRAINT fk_texts_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE TABLE reprints (
	a TEXT COLLATE "C" NOT NULL,
	b TEXT COLLATE "C" NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	likeness FLOAT,
	CONSTRAINT pk_reprints PRIMARY KEY (a, b),
	CONSTRAINT fk_reprints_a FOREIGN KEY(a) REFERENCES reports (id) ON DELETE CASCADE,
	CONSTRAINT fk_reprints_b FOREIGN KEY(b) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_reprints_b ON reprints (b)

CREATE TABLE signatures (
	band BIGINT NOT NULL,
	report_id TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_signatures PRIMARY KEY (band, report_id),
	CONSTRAINT fk_signatures_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_signatures_report_id ON signatures (report_id)

CREATE TABLE events (
	id TEXT COLLATE "C" NOT NULL,
	report_id TEXT COLLATE "C" NOT NULL,
	run_id INTEGER,
	text_hash TEXT COLLATE "C" NOT NULL,
	type TEXT COLLATE "C" NOT NULL,
	trigger_start INTEGER NOT NULL,
	trigger_end INTEGER NOT NULL,
	proposed TEXT COLLATE "C",
	record TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	orphaned INTEGER NOT NULL,
	status TEXT COLLATE "C" NOT NULL,
	background INTEGER NOT NULL,
	day TEXT COLLATE "C",
	date_start TEXT COLLATE "C",
	date_end TEXT COLLATE "C",
	date_precision INTEGER,
	place_id TEXT COLLATE "C",
	country TEXT COLLATE "C",
	admin1 TEXT COLLATE "C",
	admin2 TEXT COLLATE "C",
	lat FLOAT,
	lon FLOAT,
	place_precision INTEGER,
	killed_low INTEGER,
	killed_high INTEGER,
	injured_low INTEGER,
	injured_high INTEGER,
	detained_low INTEGER,
	detained_high INTEGER,
	displaced_low INTEGER,
	displaced_high INTEGER,
	confidence FLOAT,
	incident_id TEXT COLLATE "C",
	updated TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_events PRIMARY KEY (id),
	CONSTRAINT fk_events_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE,
	CONSTRAINT fk_events_run_id FOREIGN KEY(run_id) REFERENCES runs (id)
)

CREATE INDEX ix_events_country_admin1_day ON events (country, admin1, day)

CREATE INDEX ix_events_day_id ON events (day, id)

CREATE INDEX ix_events_deadly ON events (killed_low, day) WHERE killed_low >= 5

CREATE INDEX ix_events_incident_id ON events (incident_id)

CREATE INDEX ix_events_lat_lon ON events (lat, lon)

CREATE INDEX ix_events_long ON events (date_end) WHERE date_precision = 5

CREATE INDEX ix_events_report_id ON events (report_id)

CREATE INDEX ix_events_state_day ON events (state, day)

CREATE INDEX ix_events_text_hash ON events (text_hash)

CREATE INDEX ix_events_type_day ON events (type, day)

CREATE INDEX ix_events_undated ON events (day, id) WHERE date_start IS NULL

CREATE TABLE searched_reports (
	rank BIGINT NOT NULL,
	report_id TEXT COLLATE "C" NOT NULL,
	words TSVECTOR NOT NULL,
	CONSTRAINT pk_searched_reports PRIMARY KEY (rank),
	CONSTRAINT uq_searched_reports_report_id UNIQUE (report_id),
	CONSTRAINT fk_searched_reports_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE TABLE priorities (
	report_id TEXT COLLATE "C" NOT NULL,
	rank BIGINT NOT NULL,
	undecided INTEGER NOT NULL,
	severity FLOAT,
	uncertainty FLOAT,
	flags FLOAT,
	place FLOAT,
	source FLOAT,
	CONSTRAINT pk_priorities PRIMARY KEY (report_id),
	CONSTRAINT fk_priorities_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_priorities_rank_report_id ON priorities (rank, report_id)

CREATE TABLE claims (
	report_id TEXT COLLATE "C" NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	until TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_claims PRIMARY KEY (report_id),
	CONSTRAINT fk_claims_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE TABLE event_parties (
	event_id TEXT COLLATE "C" NOT NULL,
	number INTEGER NOT NULL,
	side TEXT COLLATE "C" NOT NULL,
	actor TEXT COLLATE "C",
	kind TEXT COLLATE "C",
	country TEXT COLLATE "C",
	object TEXT COLLATE "C",
	role TEXT COLLATE "C",
	attribution TEXT COLLATE "C",
	text TEXT COLLATE "C",
	day TEXT COLLATE "C",
	CONSTRAINT pk_event_parties PRIMARY KEY (event_id, number),
	CONSTRAINT fk_event_parties_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_event_parties_actor_day_event_id ON event_parties (actor, day, event_id)

CREATE TABLE event_places (
	event_id TEXT COLLATE "C" NOT NULL,
	number INTEGER NOT NULL,
	role TEXT COLLATE "C" NOT NULL,
	place_id TEXT COLLATE "C",
	name_ar TEXT COLLATE "C",
	name_en TEXT COLLATE "C",
	lat FLOAT,
	lon FLOAT,
	country TEXT COLLATE "C",
	admin1 TEXT COLLATE "C",
	admin2 TEXT COLLATE "C",
	precision INTEGER,
	text TEXT COLLATE "C",
	day TEXT COLLATE "C",
	CONSTRAINT pk_event_places PRIMARY KEY (event_id, number),
	CONSTRAINT fk_event_places_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_event_places_country_admin1_day_event_id ON event_places (country, admin1, day, event_id)

CREATE INDEX ix_event_places_lat_lon_event_id ON event_places (lat, lon, event_id)

CREATE INDEX ix_event_places_place_id_day_event_id ON event_places (place_id, day, event_id)

CREATE TABLE event_tolls (
	event_id TEXT COLLATE "C" NOT NULL,
	number INTEGER NOT NULL,
	toll_id TEXT COLLATE "C" NOT NULL,
	effect TEXT COLLATE "C" NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	actor TEXT COLLATE "C",
	minimum BIGINT,
	maximum BIGINT,
	vague TEXT COLLATE "C",
	part_of TEXT COLLATE "C",
	supersedes TEXT COLLATE "C",
	by TEXT COLLATE "C",
	text TEXT COLLATE "C",
	CONSTRAINT pk_event_tolls PRIMARY KEY (event_id, number),
	CONSTRAINT fk_event_tolls_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE TABLE event_sources (
	event_id TEXT COLLATE "C" NOT NULL,
	number INTEGER NOT NULL,
	source TEXT COLLATE "C",
	stance TEXT COLLATE "C" NOT NULL,
	text TEXT COLLATE "C",
	day TEXT COLLATE "C",
	CONSTRAINT pk_event_sources PRIMARY KEY (event_id, number),
	CONSTRAINT fk_event_sources_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_event_sources_source_day_event_id ON event_sources (source, day, event_id)

CREATE TABLE event_flags (
	event_id TEXT COLLATE "C" NOT NULL,
	flag TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_event_flags PRIMARY KEY (event_id, flag),
	CONSTRAINT fk_event_flags_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_event_flags_flag_event_id ON event_flags (flag, event_id)

CREATE TABLE searched_events (
	rank BIGINT NOT NULL,
	event_id TEXT COLLATE "C" NOT NULL,
	words TSVECTOR NOT NULL,
	CONSTRAINT pk_searched_events PRIMARY KEY (rank),
	CONSTRAINT uq_searched_events_event_id UNIQUE (event_id),
	CONSTRAINT fk_searched_events_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE TABLE links (
	a TEXT COLLATE "C" NOT NULL,
	b TEXT COLLATE "C" NOT NULL,
	score FLOAT,
	levels TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_links PRIMARY KEY (a, b),
	CONSTRAINT fk_links_a FOREIGN KEY(a) REFERENCES events (id) ON DELETE CASCADE,
	CONSTRAINT fk_links_b FOREIGN KEY(b) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_links_b ON links (b)

CREATE TABLE link_keys (
	key TEXT COLLATE "C" NOT NULL,
	event_id TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_link_keys PRIMARY KEY (key, event_id),
	CONSTRAINT fk_link_keys_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_link_keys_event_id ON link_keys (event_id)

CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$

CREATE TRIGGER audit_no_update BEFORE update ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_grows()

CREATE TRIGGER audit_no_delete BEFORE delete ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_grows()

CREATE TRIGGER audit_no_truncate BEFORE truncate ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()

CREATE TRIGGER audit_payloads_no_update BEFORE update ON audit_payloads FOR EACH ROW EXECUTE FUNCTION audit_only_grows()

CREATE TRIGGER audit_payloads_no_truncate BEFORE truncate ON audit_payloads FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()

CREATE INDEX events_text ON searched_events USING gin (words)

CREATE INDEX reports_text ON searched_reports USING gin (words)
