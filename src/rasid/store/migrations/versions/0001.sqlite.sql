CREATE TABLE blobs (
	sha256 TEXT NOT NULL,
	size BIGINT NOT NULL,
	media_type TEXT,
	added TEXT NOT NULL,
	destroyed TEXT,
	CONSTRAINT pk_blobs PRIMARY KEY (sha256)
)

CREATE TABLE mappings (
	name TEXT NOT NULL,
	columns TEXT NOT NULL,
	added TEXT NOT NULL,
	CONSTRAINT pk_mappings PRIMARY KEY (name)
)

CREATE TABLE feeds (
	address TEXT NOT NULL,
	etag TEXT,
	modified TEXT,
	checked TEXT,
	next_check TEXT,
	failures INTEGER NOT NULL,
	problem TEXT,
	details TEXT,
	CONSTRAINT pk_feeds PRIMARY KEY (address)
)

CREATE TABLE runs (
	id INTEGER NOT NULL,
	coder TEXT NOT NULL,
	version TEXT NOT NULL,
	data_version TEXT NOT NULL,
	layers TEXT NOT NULL,
	lang TEXT NOT NULL,
	started TEXT NOT NULL,
	finished TEXT,
	CONSTRAINT pk_runs PRIMARY KEY (id)
)

CREATE TABLE parties (
	id TEXT NOT NULL,
	name_ar TEXT,
	name_en TEXT,
	kind TEXT,
	country TEXT,
	parent TEXT,
	CONSTRAINT pk_parties PRIMARY KEY (id)
)

CREATE INDEX ix_parties_parent ON parties (parent)

CREATE TABLE searched_words (
	word TEXT NOT NULL,
	backwards TEXT NOT NULL,
	CONSTRAINT pk_searched_words PRIMARY KEY (word)
)

CREATE INDEX ix_searched_words_backwards ON searched_words (backwards)

CREATE TABLE searched_places (
	place_id TEXT NOT NULL,
	name_ar TEXT,
	name_en TEXT,
	country TEXT,
	words TEXT NOT NULL,
	CONSTRAINT pk_searched_places PRIMARY KEY (place_id)
)

CREATE TABLE search_state (
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_search_state PRIMARY KEY (name)
)

CREATE TABLE decisions (
	id INTEGER NOT NULL,
	text_hash TEXT NOT NULL,
	trigger_start INTEGER NOT NULL,
	trigger_end INTEGER NOT NULL,
	event_type TEXT NOT NULL,
	event_id TEXT NOT NULL,
	field TEXT NOT NULL,
	value TEXT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	why TEXT,
	undone INTEGER NOT NULL,
	audit_seq INTEGER NOT NULL,
	CONSTRAINT pk_decisions PRIMARY KEY (id)
)

CREATE INDEX ix_decisions_event_id ON decisions (event_id)

CREATE INDEX ix_decisions_text_hash ON decisions (text_hash)

CREATE TABLE ties (
	id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	a TEXT NOT NULL,
	b TEXT NOT NULL,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	why TEXT,
	undone INTEGER NOT NULL,
	audit_seq INTEGER NOT NULL,
	CONSTRAINT pk_ties PRIMARY KEY (id)
)

CREATE INDEX ix_ties_a ON ties (a)

CREATE INDEX ix_ties_b ON ties (b)

CREATE TABLE saved_filters (
	id INTEGER NOT NULL,
	who TEXT NOT NULL,
	name TEXT NOT NULL,
	"query" TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_saved_filters PRIMARY KEY (id),
	CONSTRAINT uq_saved_filters_who_name UNIQUE (who, name)
)

CREATE TABLE proposals (
	id INTEGER NOT NULL,
	undoes INTEGER,
	kind TEXT NOT NULL,
	entry TEXT NOT NULL,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	state TEXT NOT NULL,
	findings TEXT,
	said TEXT,
	decided_by TEXT,
	decided TEXT,
	why TEXT,
	recoded TEXT,
	CONSTRAINT pk_proposals PRIMARY KEY (id)
)

CREATE INDEX ix_proposals_state_id ON proposals (state, id)

CREATE TABLE incidents (
	id TEXT NOT NULL,
	type TEXT NOT NULL,
	day TEXT,
	date_start TEXT,
	date_end TEXT,
	place_id TEXT,
	place_ar TEXT,
	place_en TEXT,
	country TEXT,
	admin1 TEXT,
	admin2 TEXT,
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
	record TEXT NOT NULL,
	updated TEXT NOT NULL,
	CONSTRAINT pk_incidents PRIMARY KEY (id)
)

CREATE INDEX ix_incidents_country_admin1_day ON incidents (country, admin1, day)

CREATE INDEX ix_incidents_day_id ON incidents (day, id)

CREATE INDEX ix_incidents_type_day ON incidents (type, day)

CREATE TABLE redirects (
	old TEXT NOT NULL,
	new TEXT NOT NULL,
	kind TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_redirects PRIMARY KEY (old)
)

CREATE TABLE releases (
	version TEXT NOT NULL,
	released TEXT NOT NULL,
	profile TEXT NOT NULL,
	profile_hash TEXT NOT NULL,
	digest TEXT NOT NULL,
	options TEXT NOT NULL,
	fields TEXT NOT NULL,
	row_count INTEGER NOT NULL,
	needed INTEGER NOT NULL,
	made TEXT NOT NULL,
	published TEXT,
	CONSTRAINT pk_releases PRIMARY KEY (version)
)

CREATE TABLE audit (
	seq INTEGER NOT NULL,
	at TEXT NOT NULL,
	who TEXT NOT NULL,
	action TEXT NOT NULL,
	subject TEXT NOT NULL,
	digest TEXT NOT NULL,
	previous TEXT NOT NULL,
	hash TEXT NOT NULL,
	CONSTRAINT pk_audit PRIMARY KEY (seq)
)

CREATE INDEX ix_audit_action_seq ON audit (action, seq)

CREATE INDEX ix_audit_subject ON audit (subject)

CREATE INDEX ix_audit_who_action_seq ON audit (who, action, seq)

CREATE INDEX ix_audit_who_seq ON audit (who, seq)

CREATE TABLE blob_parts (
	sha256 TEXT NOT NULL,
	number INTEGER NOT NULL,
	data BLOB NOT NULL,
	CONSTRAINT pk_blob_parts PRIMARY KEY (sha256, number),
	CONSTRAINT fk_blob_parts_sha256 FOREIGN KEY(sha256) REFERENCES blobs (sha256) ON DELETE CASCADE
)

CREATE TABLE acquisitions (
	id INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	how TEXT NOT NULL,
	name TEXT NOT NULL,
	address TEXT NOT NULL,
	acquired TEXT NOT NULL,
	details TEXT,
	CONSTRAINT pk_acquisitions PRIMARY KEY (id),
	CONSTRAINT uq_acquisitions_sha256_how_name_address UNIQUE (sha256, how, name, address),
	CONSTRAINT fk_acquisitions_sha256 FOREIGN KEY(sha256) REFERENCES blobs (sha256)
)

CREATE TABLE release_rows (
	version TEXT NOT NULL,
	id TEXT NOT NULL,
	incident_id TEXT NOT NULL,
	event_id TEXT NOT NULL,
	hash TEXT NOT NULL,
	field_hashes TEXT NOT NULL,
	CONSTRAINT pk_release_rows PRIMARY KEY (version, id),
	CONSTRAINT fk_release_rows_version FOREIGN KEY(version) REFERENCES releases (version) ON DELETE CASCADE
)

CREATE INDEX ix_release_rows_id ON release_rows (id)

CREATE TABLE audit_payloads (
	seq INTEGER NOT NULL,
	salt TEXT NOT NULL,
	payload TEXT NOT NULL,
	CONSTRAINT pk_audit_payloads PRIMARY KEY (seq),
	CONSTRAINT fk_audit_payloads_seq FOREIGN KEY(seq) REFERENCES audit (seq)
)

CREATE TABLE reports (
	id TEXT NOT NULL,
	rank BIGINT NOT NULL,
	sha256 TEXT NOT NULL,
	locator TEXT,
	acquisition_id INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	text_hash TEXT NOT NULL,
	family TEXT NOT NULL,
	published TEXT,
	published_day TEXT,
	outlet TEXT,
	title TEXT,
	url TEXT,
	lang TEXT,
	state TEXT NOT NULL,
	added TEXT NOT NULL,
	redacted TEXT,
	masked TEXT,
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
	report_id TEXT NOT NULL,
	revision INTEGER NOT NULL,
	text TEXT NOT NULL,
	encoding TEXT,
	text_hash TEXT NOT NULL,
	made TEXT NOT NULL,
	CONSTRAINT pk_texts PRIMARY KEY (report_id, revision),
	CONSTRAINT fk_texts_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE TABLE reprints (
	a TEXT NOT NULL,
	b TEXT NOT NULL,
	kind TEXT NOT NULL,
	likeness FLOAT,
	CONSTRAINT pk_reprints PRIMARY KEY (a, b),
	CONSTRAINT fk_reprints_a FOREIGN KEY(a) REFERENCES reports (id) ON DELETE CASCADE,
	CONSTRAINT fk_reprints_b FOREIGN KEY(b) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_reprints_b ON reprints (b)

CREATE TABLE signatures (
	band BIGINT NOT NULL,
	report_id TEXT NOT NULL,
	CONSTRAINT pk_signatures PRIMARY KEY (band, report_id),
	CONSTRAINT fk_signatures_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_signatures_report_id ON signatures (report_id)

CREATE TABLE events (
	id TEXT NOT NULL,
	report_id TEXT NOT NULL,
	run_id INTEGER,
	text_hash TEXT NOT NULL,
	type TEXT NOT NULL,
	trigger_start INTEGER NOT NULL,
	trigger_end INTEGER NOT NULL,
	proposed TEXT,
	record TEXT NOT NULL,
	state TEXT NOT NULL,
	orphaned INTEGER NOT NULL,
	status TEXT NOT NULL,
	background INTEGER NOT NULL,
	day TEXT,
	date_start TEXT,
	date_end TEXT,
	date_precision INTEGER,
	place_id TEXT,
	country TEXT,
	admin1 TEXT,
	admin2 TEXT,
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
	incident_id TEXT,
	updated TEXT NOT NULL,
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
	rank INTEGER NOT NULL,
	report_id TEXT NOT NULL,
	words TEXT NOT NULL,
	CONSTRAINT pk_searched_reports PRIMARY KEY (rank),
	CONSTRAINT uq_searched_reports_report_id UNIQUE (report_id),
	CONSTRAINT fk_searched_reports_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE TABLE priorities (
	report_id TEXT NOT NULL,
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
	report_id TEXT NOT NULL,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	until TEXT NOT NULL,
	CONSTRAINT pk_claims PRIMARY KEY (report_id),
	CONSTRAINT fk_claims_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE TABLE event_parties (
	event_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	side TEXT NOT NULL,
	actor TEXT,
	kind TEXT,
	country TEXT,
	object TEXT,
	role TEXT,
	attribution TEXT,
	text TEXT,
	day TEXT,
	CONSTRAINT pk_event_parties PRIMARY KEY (event_id, number),
	CONSTRAINT fk_event_parties_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_event_parties_actor_day_event_id ON event_parties (actor, day, event_id)

CREATE TABLE event_places (
	event_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	role TEXT NOT NULL,
	place_id TEXT,
	name_ar TEXT,
	name_en TEXT,
	lat FLOAT,
	lon FLOAT,
	country TEXT,
	admin1 TEXT,
	admin2 TEXT,
	precision INTEGER,
	text TEXT,
	day TEXT,
	CONSTRAINT pk_event_places PRIMARY KEY (event_id, number),
	CONSTRAINT fk_event_places_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_event_places_country_admin1_day_event_id ON event_places (country, admin1, day, event_id)

CREATE INDEX ix_event_places_lat_lon_event_id ON event_places (lat, lon, event_id)

CREATE INDEX ix_event_places_place_id_day_event_id ON event_places (place_id, day, event_id)

CREATE TABLE event_tolls (
	event_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	toll_id TEXT NOT NULL,
	effect TEXT NOT NULL,
	who TEXT NOT NULL,
	actor TEXT,
	minimum BIGINT,
	maximum BIGINT,
	vague TEXT,
	part_of TEXT,
	supersedes TEXT,
	"by" TEXT,
	text TEXT,
	CONSTRAINT pk_event_tolls PRIMARY KEY (event_id, number),
	CONSTRAINT fk_event_tolls_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE TABLE event_sources (
	event_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	source TEXT,
	stance TEXT NOT NULL,
	text TEXT,
	day TEXT,
	CONSTRAINT pk_event_sources PRIMARY KEY (event_id, number),
	CONSTRAINT fk_event_sources_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_event_sources_source_day_event_id ON event_sources (source, day, event_id)

CREATE TABLE event_flags (
	event_id TEXT NOT NULL,
	flag TEXT NOT NULL,
	CONSTRAINT pk_event_flags PRIMARY KEY (event_id, flag),
	CONSTRAINT fk_event_flags_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_event_flags_flag_event_id ON event_flags (flag, event_id)

CREATE TABLE searched_events (
	rank INTEGER NOT NULL,
	event_id TEXT NOT NULL,
	words TEXT NOT NULL,
	CONSTRAINT pk_searched_events PRIMARY KEY (rank),
	CONSTRAINT uq_searched_events_event_id UNIQUE (event_id),
	CONSTRAINT fk_searched_events_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE TABLE links (
	a TEXT NOT NULL,
	b TEXT NOT NULL,
	score FLOAT,
	levels TEXT NOT NULL,
	CONSTRAINT pk_links PRIMARY KEY (a, b),
	CONSTRAINT fk_links_a FOREIGN KEY(a) REFERENCES events (id) ON DELETE CASCADE,
	CONSTRAINT fk_links_b FOREIGN KEY(b) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_links_b ON links (b)

CREATE TABLE link_keys (
	"key" TEXT NOT NULL,
	event_id TEXT NOT NULL,
	CONSTRAINT pk_link_keys PRIMARY KEY ("key", event_id),
	CONSTRAINT fk_link_keys_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)

CREATE INDEX ix_link_keys_event_id ON link_keys (event_id)

CREATE TRIGGER audit_no_update BEFORE update ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END

CREATE TRIGGER audit_no_delete BEFORE delete ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END

CREATE TRIGGER audit_payloads_no_update BEFORE update ON audit_payloads BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END

CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END

CREATE TRIGGER audit_payloads_no_replace BEFORE INSERT ON audit_payloads WHEN EXISTS (SELECT 1 FROM audit_payloads WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END

CREATE VIRTUAL TABLE reports_text USING fts5(words, content='searched_reports', content_rowid='rank', tokenize='ascii')

CREATE TRIGGER searched_reports_put AFTER INSERT ON searched_reports BEGIN INSERT INTO reports_text(rowid, words) VALUES (new.rank, new.words); END

CREATE TRIGGER searched_reports_gone AFTER DELETE ON searched_reports BEGIN INSERT INTO reports_text(reports_text, rowid, words) VALUES ('delete', old.rank, old.words); END

CREATE TRIGGER searched_reports_changed AFTER UPDATE ON searched_reports BEGIN INSERT INTO reports_text(reports_text, rowid, words) VALUES ('delete', old.rank, old.words); INSERT INTO reports_text(rowid, words) VALUES (new.rank, new.words); END

CREATE VIRTUAL TABLE events_text USING fts5(words, content='searched_events', content_rowid='rank', tokenize='ascii')

CREATE TRIGGER searched_events_put AFTER INSERT ON searched_events BEGIN INSERT INTO events_text(rowid, words) VALUES (new.rank, new.words); END

CREATE TRIGGER searched_events_gone AFTER DELETE ON searched_events BEGIN INSERT INTO events_text(events_text, rowid, words) VALUES ('delete', old.rank, old.words); END

CREATE TRIGGER searched_events_changed AFTER UPDATE ON searched_events BEGIN INSERT INTO events_text(events_text, rowid, words) VALUES ('delete', old.rank, old.words); INSERT INTO events_text(rowid, words) VALUES (new.rank, new.words); END
