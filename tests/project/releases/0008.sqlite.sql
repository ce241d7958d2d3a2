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

CREATE TABLE jobs (
	id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	asked TEXT NOT NULL,
	who TEXT NOT NULL,
	account INTEGER,
	state TEXT NOT NULL,
	made TEXT NOT NULL,
	begun TEXT,
	ended TEXT,
	beat TEXT,
	worker TEXT,
	tries INTEGER NOT NULL,
	done INTEGER NOT NULL,
	total INTEGER NOT NULL,
	stop INTEGER NOT NULL,
	outcome TEXT,
	result TEXT,
	CONSTRAINT pk_jobs PRIMARY KEY (id)
)

CREATE INDEX ix_jobs_name ON jobs (name)

CREATE INDEX ix_jobs_state ON jobs (state)

CREATE TABLE workers (
	name TEXT NOT NULL,
	begun TEXT NOT NULL,
	beat TEXT NOT NULL,
	CONSTRAINT pk_workers PRIMARY KEY (name)
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

CREATE TABLE tokens (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	person TEXT NOT NULL,
	scopes TEXT NOT NULL,
	hash TEXT NOT NULL,
	made TEXT NOT NULL,
	expires TEXT NOT NULL,
	revoked TEXT,
	CONSTRAINT pk_tokens PRIMARY KEY (id)
)

CREATE INDEX ix_tokens_person ON tokens (person)

CREATE UNIQUE INDEX ix_tokens_hash ON tokens (hash)

CREATE TABLE changes (
	seq INTEGER NOT NULL,
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	born BIGINT NOT NULL,
	gone INTEGER NOT NULL,
	CONSTRAINT pk_changes PRIMARY KEY (seq),
	CONSTRAINT uq_changes_kind_id UNIQUE (kind, id)
)

CREATE TABLE accounts (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	"key" TEXT NOT NULL,
	language TEXT,
	roles TEXT NOT NULL,
	state TEXT NOT NULL,
	password TEXT,
	second TEXT,
	second_at INTEGER NOT NULL,
	form_key TEXT NOT NULL,
	made TEXT NOT NULL,
	changed TEXT NOT NULL,
	CONSTRAINT pk_accounts PRIMARY KEY (id),
	CONSTRAINT uq_accounts_key UNIQUE ("key")
)

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

CREATE TABLE account_links (
	hash TEXT NOT NULL,
	account_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made TEXT NOT NULL,
	until TEXT NOT NULL,
	CONSTRAINT pk_account_links PRIMARY KEY (hash),
	CONSTRAINT fk_account_links_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_account_links_account_id ON account_links (account_id)

CREATE TABLE recovery_codes (
	hash TEXT NOT NULL,
	account_id INTEGER NOT NULL,
	CONSTRAINT pk_recovery_codes PRIMARY KEY (hash),
	CONSTRAINT fk_recovery_codes_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_recovery_codes_account_id ON recovery_codes (account_id)

CREATE TABLE sessions (
	hash TEXT NOT NULL,
	account_id INTEGER NOT NULL,
	made TEXT NOT NULL,
	seen TEXT NOT NULL,
	until TEXT NOT NULL,
	browser TEXT NOT NULL,
	way TEXT DEFAULT 'password' NOT NULL,
	second INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT pk_sessions PRIMARY KEY (hash),
	CONSTRAINT fk_sessions_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_sessions_account_id ON sessions (account_id)

CREATE TABLE identities (
	hash TEXT NOT NULL,
	account_id INTEGER NOT NULL,
	issuer TEXT NOT NULL,
	made TEXT NOT NULL,
	used TEXT,
	CONSTRAINT pk_identities PRIMARY KEY (hash),
	CONSTRAINT uq_identities_account_id_issuer UNIQUE (account_id, issuer),
	CONSTRAINT fk_identities_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE TABLE passkeys (
	id TEXT NOT NULL,
	account_id INTEGER NOT NULL,
	handle TEXT NOT NULL,
	public_key TEXT NOT NULL,
	name TEXT NOT NULL,
	uses BIGINT NOT NULL,
	made TEXT NOT NULL,
	used TEXT,
	odd TEXT,
	CONSTRAINT pk_passkeys PRIMARY KEY (id),
	CONSTRAINT fk_passkeys_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_passkeys_account_id ON passkeys (account_id)

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

CREATE INDEX ix_events_deadly ON events (killed_low, day, id) WHERE killed_low >= 5

CREATE INDEX ix_events_incident_id ON events (incident_id)

CREATE INDEX ix_events_lat_lon ON events (lat, lon)

CREATE INDEX ix_events_long ON events (date_end, id) WHERE date_precision = 5

CREATE INDEX ix_events_report_id_id ON events (report_id, id)

CREATE INDEX ix_events_state_day_id ON events (state, day, id)

CREATE INDEX ix_events_text_hash ON events (text_hash)

CREATE INDEX ix_events_type_day_id ON events (type, day, id)

CREATE INDEX ix_events_undated ON events (day, id, state, type, status, background, date_start, date_end, date_precision, killed_low, confidence) WHERE date_start IS NULL

CREATE INDEX ix_events_walked ON events (day, id, state, type, status, background, date_start, date_end, date_precision, killed_low, confidence)

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

CREATE TABLE restrictions (
	report_id TEXT NOT NULL,
	audience TEXT NOT NULL,
	fed BIGINT DEFAULT '0' NOT NULL,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_restrictions PRIMARY KEY (report_id),
	CONSTRAINT fk_restrictions_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_restrictions_audience ON restrictions (audience)

CREATE TABLE doubles (
	id INTEGER NOT NULL,
	report_id TEXT NOT NULL,
	text_hash TEXT NOT NULL,
	sheet TEXT NOT NULL,
	state TEXT NOT NULL,
	made TEXT NOT NULL,
	who TEXT NOT NULL,
	settled TEXT,
	settler TEXT,
	CONSTRAINT pk_doubles PRIMARY KEY (id),
	CONSTRAINT fk_doubles_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_doubles_report_id ON doubles (report_id)

CREATE INDEX ix_doubles_state ON doubles (state)

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

CREATE INDEX ix_event_parties_actor_day_event_id_side ON event_parties (actor, day, event_id, side)

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

CREATE INDEX ix_event_places_country_admin1_day_event_id_role_admin2 ON event_places (country, admin1, day, event_id, role, admin2)

CREATE INDEX ix_event_places_lat_lon_event_id_role ON event_places (lat, lon, event_id, role)

CREATE INDEX ix_event_places_place_id_day_event_id_role ON event_places (place_id, day, event_id, role)

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

CREATE TABLE codings (
	double_id INTEGER NOT NULL,
	part TEXT NOT NULL,
	coder TEXT NOT NULL,
	content TEXT NOT NULL,
	salt TEXT NOT NULL,
	version INTEGER NOT NULL,
	done TEXT,
	CONSTRAINT pk_codings PRIMARY KEY (double_id, part, coder),
	CONSTRAINT fk_codings_double_id FOREIGN KEY(double_id) REFERENCES doubles (id) ON DELETE CASCADE
)

CREATE INDEX ix_codings_coder ON codings (coder)

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

CREATE VIEW v_events AS SELECT e.id AS event_id, e.report_id AS report_id, e.incident_id AS incident_id, e.type AS type, e.status AS status, e.state AS state, e.orphaned AS orphaned, e.background AS background, e.day AS day, e.date_start AS date_start, e.date_end AS date_end, e.date_precision AS date_precision, e.place_id AS place_id, (SELECT p.name_ar FROM event_places p WHERE p.event_id = e.id ORDER BY p.role <> 'scene', p.number LIMIT 1) AS place_ar, (SELECT p.name_en FROM event_places p WHERE p.event_id = e.id ORDER BY p.role <> 'scene', p.number LIMIT 1) AS place_en, (SELECT p.text FROM event_places p WHERE p.event_id = e.id ORDER BY p.role <> 'scene', p.number LIMIT 1) AS place_text, e.country AS country, e.admin1 AS admin1, e.admin2 AS admin2, e.lat AS lat, e.lon AS lon, e.place_precision AS place_precision, (SELECT group_concat(told, '; ') FROM (SELECT coalesce(p.actor, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'initiator' ORDER BY p.number) AS s) AS initiators, (SELECT group_concat(told, '; ') FROM (SELECT coalesce(k.name_ar, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'initiator' ORDER BY p.number) AS s) AS initiators_ar, (SELECT group_concat(told, '; ') FROM (SELECT coalesce(k.name_en, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'initiator' ORDER BY p.number) AS s) AS initiators_en, (SELECT group_concat(told, '; ') FROM (SELECT coalesce(p.actor, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'target' ORDER BY p.number) AS s) AS targets, (SELECT group_concat(told, '; ') FROM (SELECT coalesce(k.name_ar, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'target' ORDER BY p.number) AS s) AS targets_ar, (SELECT group_concat(told, '; ') FROM (SELECT coalesce(k.name_en, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'target' ORDER BY p.number) AS s) AS targets_en, e.killed_low AS killed_low, e.killed_high AS killed_high, e.injured_low AS injured_low, e.injured_high AS injured_high, e.detained_low AS detained_low, e.detained_high AS detained_high, e.displaced_low AS displaced_low, e.displaced_high AS displaced_high, (SELECT group_concat(told, '; ') FROM (SELECT coalesce(p.source, p.text) AS told FROM event_sources p WHERE p.event_id = e.id AND coalesce(p.source, p.text) IS NOT NULL ORDER BY 1) AS s) AS said_by, (SELECT group_concat(told, '; ') FROM (SELECT p.flag AS told FROM event_flags p WHERE p.event_id = e.id AND p.flag IS NOT NULL ORDER BY 1) AS s) AS flags, e.confidence AS confidence, json_extract(e.record, '$.evidence.text') AS words, r.outlet AS outlet, r.title AS title, r.url AS url, r.published AS published, r.family AS family, r.redacted AS report_redacted, e.updated AS updated FROM events e JOIN reports r ON r.id = e.report_id

CREATE VIEW v_incidents AS SELECT i.id AS incident_id, i.type, i.day, i.date_start, i.date_end, i.place_id, i.place_ar, i.place_en, i.country, i.admin1, i.admin2, i.lat, i.lon, i.place_precision, i.killed_low, i.killed_best, i.killed_high, i.injured_low, i.injured_best, i.injured_high, i.accounts, i.reports, i.sources, (SELECT group_concat(told, '; ') FROM (SELECT DISTINCT r.outlet AS told FROM events e JOIN reports r ON r.id = e.report_id WHERE e.incident_id = i.id AND r.outlet IS NOT NULL AND e.state <> 'rejected' ORDER BY 1) AS s) AS outlets, (SELECT group_concat(told, '; ') FROM (SELECT DISTINCT p.actor AS told FROM events e JOIN event_parties p ON p.event_id = e.id AND p.side = 'initiator' WHERE e.incident_id = i.id AND p.actor IS NOT NULL AND e.state <> 'rejected' ORDER BY 1) AS s) AS initiators, (SELECT group_concat(told, '; ') FROM (SELECT DISTINCT p.actor AS told FROM events e JOIN event_parties p ON p.event_id = e.id AND p.side = 'target' WHERE e.incident_id = i.id AND p.actor IS NOT NULL AND e.state <> 'rejected' ORDER BY 1) AS s) AS targets, i.updated FROM incidents i

CREATE TRIGGER reports_fed_insert AFTER insert ON reports BEGIN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), 'report', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 0) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END

CREATE TRIGGER reports_fed_update AFTER update ON reports WHEN OLD.rank IS NOT NEW.rank OR OLD.sha256 IS NOT NEW.sha256 OR OLD.revision IS NOT NEW.revision OR OLD.text_hash IS NOT NEW.text_hash OR OLD.family IS NOT NEW.family OR OLD.published IS NOT NEW.published OR OLD.outlet IS NOT NEW.outlet OR OLD.title IS NOT NEW.title OR OLD.url IS NOT NEW.url OR OLD.lang IS NOT NEW.lang OR OLD.state IS NOT NEW.state OR OLD.redacted IS NOT NEW.redacted OR OLD.masked IS NOT NEW.masked OR OLD.run_id IS NOT NEW.run_id BEGIN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), 'report', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 0) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END

CREATE TRIGGER reports_fed_delete AFTER delete ON reports BEGIN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), 'report', OLD.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 1) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END

CREATE TRIGGER events_fed_insert AFTER insert ON events BEGIN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), 'event', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 0) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END

CREATE TRIGGER events_fed_update AFTER update ON events WHEN OLD.report_id IS NOT NEW.report_id OR OLD.text_hash IS NOT NEW.text_hash OR OLD.record IS NOT NEW.record OR OLD.state IS NOT NEW.state OR OLD.orphaned IS NOT NEW.orphaned OR OLD.incident_id IS NOT NEW.incident_id BEGIN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), 'event', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 0) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END

CREATE TRIGGER events_fed_delete AFTER delete ON events BEGIN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), 'event', OLD.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 1) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END

CREATE TRIGGER incidents_fed_insert AFTER insert ON incidents BEGIN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), 'incident', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 0) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END

CREATE TRIGGER incidents_fed_update AFTER update ON incidents WHEN OLD.record IS NOT NEW.record BEGIN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), 'incident', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 0) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END

CREATE TRIGGER incidents_fed_delete AFTER delete ON incidents BEGIN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), 'incident', OLD.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 1) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END

CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)

INSERT INTO alembic_version VALUES ('0008')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (1, '2026-11-28T08:28:48.369002Z', 'rasid', 'project.created', 'project:pr_679b110e56ed1297', '44e01e8b3d81a1f38e2ff2840fc82adaf3dc811b3dc7e6a6e5e18d2577d79e8f', '0000000000000000000000000000000000000000000000000000000000000000', '84bc0f53506dfcd9b6002e060ea9f0ab5e4c7accd75553b2364380239f0d7b26')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (2, '2026-11-28T08:28:48.387697Z', 'layla', 'report.added', 'report:r1', 'ade8ee63f63c40ab5f5bd47e4a0729ac940514d34026e0d46d376a40a4e98ccb', '84bc0f53506dfcd9b6002e060ea9f0ab5e4c7accd75553b2364380239f0d7b26', '03bd34a17974be19b937eafe4896b7985dd524c0b7d3ad194a3db9f140f4e63d')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (3, '2026-11-28T08:28:48.390436Z', 'layla', 'event.proposed', 'event:ev_1', '673a89fa32c47aa842b9483c5406b359d6e794bce94f62d3d80c48b47048e20d', '03bd34a17974be19b937eafe4896b7985dd524c0b7d3ad194a3db9f140f4e63d', 'df9682ae0ab25904a4c0cc7dc3fa4a02e7bae034e2f399e7b493e7c155544bb3')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (4, '2026-11-28T08:28:48.395825Z', 'layla', 'report.added', 'report:r2', 'e29e9257a19528585efa9e24a012a611265598bad75ed306e8c1dcb6da49dba1', 'df9682ae0ab25904a4c0cc7dc3fa4a02e7bae034e2f399e7b493e7c155544bb3', 'ff762a8472cd46991b3b8d5c2cb9463fca5cffb85b46ba29f6a047a47044070f')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (5, '2026-11-28T08:28:48.396530Z', 'layla', 'report.added', 'report:r3', 'dfdca495a4492e20746e39b5e235d8675c200454e7f00468c6bdf21a2dd9ed4b', 'ff762a8472cd46991b3b8d5c2cb9463fca5cffb85b46ba29f6a047a47044070f', 'ce6f7e65b26fef0f82a0cbbd51e75cfc303ac1f2b2901fb88c61d331bf6d91ac')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (6, '2026-11-28T08:28:48.396680Z', 'layla', 'event.corrected', 'event:ev_1', 'bc8961d4c2462ec1c3dbade252cc78c3e158608e114ddd6bbb8a3201a96fb03d', 'ce6f7e65b26fef0f82a0cbbd51e75cfc303ac1f2b2901fb88c61d331bf6d91ac', 'f8cbd37696219714acf596d1ff24da0a45cbf32cd115509cea995fe7c2ff1d5c')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (7, '2026-11-28T08:28:48.398276Z', 'layla', 'incident.made', 'incident:in_1', '28d20d7825286d4cfec46e063ccf8b08bcb256aab8be9585e7a1edbd4b0fe4f7', 'f8cbd37696219714acf596d1ff24da0a45cbf32cd115509cea995fe7c2ff1d5c', 'ad01bda61793f5fdbf25ab4130aad2ce4e2b8549b49f9ccb9fe4314ef8abf51a')

INSERT INTO blobs (sha256, size, media_type, added) VALUES ('37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd', 167, 'text/plain', '2026-11-28T08:28:48.390779Z')

INSERT INTO blobs (sha256, size, media_type, added) VALUES ('c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 141, 'text/plain', '2026-11-28T08:28:48.380937Z')

INSERT INTO decisions (id, text_hash, trigger_start, trigger_end, event_type, event_id, field, value, who, at, why, undone, audit_seq) VALUES (1, 'c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 28, 41, 'shelling', 'ev_1', 'sources', '{"id":"s1","names":{},"source":null,"span":[4,24],"stance":"claims","text":"الناشط سليم الحوراني"}', 'layla', '2026-03-14T08:00:00.000000Z', 'اتصلت بـسليم الحوراني', 0, 6)

INSERT INTO incidents (id, type, day, place_ar, accounts, reports, sources, record, updated) VALUES ('in_1', 'shelling', '2026-03-14', 'السنديانة', 1, 1, 1, '{"place":"السنديانة","sources":["الناشط سليم الحوراني"]}', '2026-03-14T08:00:00.000000Z')

INSERT INTO runs (id, coder, version, data_version, layers, lang, started) VALUES (1, 'rules', '0', 'd1', '{}', 'ar', '2026-03-14T08:00:00.000000Z')

INSERT INTO acquisitions (id, sha256, how, name, address, acquired, details) VALUES (1, 'c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 'file', 'r1.txt', '', '2026-03-14T08:00:00.000000Z', '{"subject":"قصف على السنديانة: شهادة سليم الحوراني"}')

INSERT INTO acquisitions (id, sha256, how, name, address, acquired, details) VALUES (2, '37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd', 'file', 'r2.txt', '', '2026-03-14T08:00:00.000000Z', '{"subject":"المخبز"}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (1, '278f0830511359d22d560b042575cef3', '{"after":{"rasid":"0.1.0","revision":"0008"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (2, '4b686e6f55cbd065636ce7a0ce989b75', '{"after":{"sha256":"c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30","title":"قصف على السنديانة: شهادة سليم الحوراني"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (3, '2d831d1451b3324b5837835cff6b6ac6', '{"after":{"background":false,"coder":"rules","confidence":0.9,"data_version":"d1","evidence":{"span":[4,76],"text":"الناشط سليم الحوراني إن قصفاً مدفعياً على بلدة السنديانة أوقع ثلاثة قتلى"},"flags":["unresolved-place"],"id":"ev_1","initiators":[],"instruments":[],"method":null,"mutual":false,"outcome":null,"places":[{"admin1":"Idlib","admin2":null,"country":"SYR","distance_km":null,"id":null,"lat":35.5,"lon":36.5,"names":{"ar":"السنديانة"},"precision":1,"relation":null,"role":"scene","span":[46,60],"text":"بلدة السنديانة"}],"related":[],"report_id":"r1","schema":1,"sources":[{"id":"s1","names":{"ar":"الناشط سليم الحوراني"},"source":null,"span":[4,24],"stance":"reports","text":"الناشط سليم الحوراني"}],"status":"asserted","targets":[],"time":{"clock":null,"end":null,"ongoing":false,"precision":null,"span":null,"start":null,"text":null,"zone":null},"toll":[{"actor":null,"by":"s1","effect":"killed","groups":[],"id":"t1","max":3,"min":3,"part_of":null,"span":[66,76],"supersedes":null,"text":"ثلاثة قتلى","vague":null,"who":"unknown"}],"type":"shelling"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (4, '1f44f9ead0ac8215a9b012fe95f7bb1a', '{"after":{"sha256":"37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd","title":"المخبز"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (5, '4933ff82bfe8861b8c77fe07b0c6fb55', '{"after":{"sha256":"37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd","title":"شكر"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (6, 'b8e78ad82dc24197963d0f492641a8be', '{"after":"{\"id\":\"s1\",\"names\":{},\"source\":null,\"span\":[4,24],\"stance\":\"claims\",\"text\":\"الناشط سليم الحوراني\"}","before":null,"why":"اتصلت بـسليم الحوراني"}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (7, '62dd46f3a8805c020aa3c6bd1d13517a', '{"after":{"events":["ev_1"]},"before":null,"why":null}')

INSERT INTO blob_parts (sha256, number, data) VALUES ('37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd', 0, X'69642c746578740a72322cd8a3d8b9d984d986d8aa20d8a8d984d8afd98ad8a920d8a7d984d8b3d986d8afd98ad8a7d986d8a920d8a5d8b5d984d8a7d8ad20d8a7d984d985d8aed8a8d8b220d8a8d8b9d8af20d8a3d8b3d8a8d988d8b920d985d98620d8a7d984d982d8b5d9812e0a72332cd988d8b4d983d8b120d8b3d984d98ad98520d8a7d984d8add988d8b1d8a7d986d98a20d8a7d984d985d8b3d8b9d981d98ad9862e0a')

INSERT INTO blob_parts (sha256, number, data) VALUES ('c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 0, X'd982d8a7d98420d8a7d984d986d8a7d8b4d8b720d8b3d984d98ad98520d8a7d984d8add988d8b1d8a7d986d98a20d8a5d98620d982d8b5d981d8a7d98b20d985d8afd981d8b9d98ad8a7d98b20d8b9d984d98920d8a8d984d8afd8a920d8a7d984d8b3d986d8afd98ad8a7d986d8a920d8a3d988d982d8b920d8abd984d8a7d8abd8a920d982d8aad984d9892e')

INSERT INTO reports (id, rank, sha256, acquisition_id, revision, text_hash, family, published, published_day, outlet, title, url, lang, state, added) VALUES ('r1', 100, 'c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 1, 1, 'c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 'r1', '2026-03-14', '2026-03-14', 'وكالة الضفة', 'قصف على السنديانة: شهادة سليم الحوراني', 'https://example.org/r1', 'ar', 'new', '2026-03-14T08:00:00.000000Z')

INSERT INTO reports (id, rank, sha256, locator, acquisition_id, revision, text_hash, family, published, published_day, outlet, title, url, lang, state, added) VALUES ('r2', 200, '37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd', 'row 2', 2, 1, '3bc9b62c398c304378bba7a461b92f48d768ea5d389072aa93d763bef344da77', 'r2', '2026-03-14', '2026-03-14', 'وكالة الضفة', 'المخبز', 'https://example.org/r2', 'ar', 'new', '2026-03-14T08:00:00.000000Z')

INSERT INTO reports (id, rank, sha256, locator, acquisition_id, revision, text_hash, family, published, published_day, outlet, title, url, lang, state, added) VALUES ('r3', 300, '37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd', 'row 3', 2, 1, '6e172065b80b10d45b2f0acaac1e57e7efab207b5a84a23909932d0cc2ef49e4', 'r3', '2026-03-14', '2026-03-14', 'وكالة الضفة', 'شكر', 'https://example.org/r3', 'ar', 'new', '2026-03-14T08:00:00.000000Z')

INSERT INTO events (id, report_id, run_id, text_hash, type, trigger_start, trigger_end, proposed, record, state, orphaned, status, background, day, country, lat, lon, killed_low, killed_high, confidence, incident_id, updated) VALUES ('ev_1', 'r1', 1, 'c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 'shelling', 28, 41, '{"background":false,"coder":"rules","confidence":0.9,"data_version":"d1","evidence":{"span":[4,76],"text":"الناشط سليم الحوراني إن قصفاً مدفعياً على بلدة السنديانة أوقع ثلاثة قتلى"},"flags":["unresolved-place"],"id":"ev_1","initiators":[],"instruments":[],"method":null,"mutual":false,"outcome":null,"places":[{"admin1":"Idlib","admin2":null,"country":"SYR","distance_km":null,"id":null,"lat":35.5,"lon":36.5,"names":{"ar":"السنديانة"},"precision":1,"relation":null,"role":"scene","span":[46,60],"text":"بلدة السنديانة"}],"related":[],"report_id":"r1","schema":1,"sources":[{"id":"s1","names":{"ar":"الناشط سليم الحوراني"},"source":null,"span":[4,24],"stance":"reports","text":"الناشط سليم الحوراني"}],"status":"asserted","targets":[],"time":{"clock":null,"end":null,"ongoing":false,"precision":null,"span":null,"start":null,"text":null,"zone":null},"toll":[{"actor":null,"by":"s1","effect":"killed","groups":[],"id":"t1","max":3,"min":3,"part_of":null,"span":[66,76],"supersedes":null,"text":"ثلاثة قتلى","vague":null,"who":"unknown"}],"type":"shelling"}', '{"background":false,"coder":"rules","confidence":0.9,"data_version":"d1","evidence":{"span":[4,76],"text":"الناشط سليم الحوراني إن قصفاً مدفعياً على بلدة السنديانة أوقع ثلاثة قتلى"},"flags":["unresolved-place"],"id":"ev_1","initiators":[],"instruments":[],"method":null,"mutual":false,"outcome":null,"places":[{"admin1":"Idlib","admin2":null,"country":"SYR","distance_km":null,"id":null,"lat":35.5,"lon":36.5,"names":{"ar":"السنديانة"},"precision":1,"relation":null,"role":"scene","span":[46,60],"text":"بلدة السنديانة"}],"related":[],"report_id":"r1","schema":1,"sources":[{"id":"s1","names":{"ar":"الناشط سليم الحوراني"},"source":null,"span":[4,24],"stance":"reports","text":"الناشط سليم الحوراني"}],"status":"asserted","targets":[],"time":{"clock":null,"end":null,"ongoing":false,"precision":null,"span":null,"start":null,"text":null,"zone":null},"toll":[{"actor":null,"by":"s1","effect":"killed","groups":[],"id":"t1","max":3,"min":3,"part_of":null,"span":[66,76],"supersedes":null,"text":"ثلاثة قتلى","vague":null,"who":"unknown"}],"type":"shelling"}', 'proposed', 0, 'asserted', 0, '2026-03-14', 'SYR', 35.5, 36.5, 3, 3, 0.9, 'in_1', '2026-03-14T08:00:00.000000Z')

INSERT INTO texts (report_id, revision, text, encoding, text_hash, made) VALUES ('r1', 1, 'قال الناشط سليم الحوراني إن قصفاً مدفعياً على بلدة السنديانة أوقع ثلاثة قتلى.', 'utf-8', 'c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', '2026-03-14T08:00:00.000000Z')

INSERT INTO texts (report_id, revision, text, encoding, text_hash, made) VALUES ('r2', 1, 'أعلنت بلدية السنديانة إصلاح المخبز بعد أسبوع من القصف.', 'utf-8', '3bc9b62c398c304378bba7a461b92f48d768ea5d389072aa93d763bef344da77', '2026-03-14T08:00:00.000000Z')

INSERT INTO texts (report_id, revision, text, encoding, text_hash, made) VALUES ('r3', 1, 'وشكر سليم الحوراني المسعفين.', 'utf-8', '6e172065b80b10d45b2f0acaac1e57e7efab207b5a84a23909932d0cc2ef49e4', '2026-03-14T08:00:00.000000Z')

INSERT INTO event_flags (event_id, flag) VALUES ('ev_1', 'unresolved-place')

INSERT INTO event_places (event_id, number, role, name_ar, text) VALUES ('ev_1', 0, 'scene', 'السنديانة', 'بلدة السنديانة')

INSERT INTO event_sources (event_id, number, stance, text) VALUES ('ev_1', 0, 'reports', 'الناشط سليم الحوراني')

INSERT INTO event_tolls (event_id, number, toll_id, effect, who, text) VALUES ('ev_1', 0, 't1', 'killed', 'unknown', 'ثلاثة قتلى')
