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

CREATE TABLE jobs (
	id SERIAL NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	asked TEXT COLLATE "C" NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	account INTEGER,
	state TEXT COLLATE "C" NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	begun TEXT COLLATE "C",
	ended TEXT COLLATE "C",
	beat TEXT COLLATE "C",
	worker TEXT COLLATE "C",
	tries INTEGER NOT NULL,
	done INTEGER NOT NULL,
	total INTEGER NOT NULL,
	stop INTEGER NOT NULL,
	outcome TEXT COLLATE "C",
	result TEXT COLLATE "C",
	CONSTRAINT pk_jobs PRIMARY KEY (id)
)

CREATE INDEX ix_jobs_name ON jobs (name)

CREATE INDEX ix_jobs_state ON jobs (state)

CREATE TABLE workers (
	name TEXT COLLATE "C" NOT NULL,
	begun TEXT COLLATE "C" NOT NULL,
	beat TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_workers PRIMARY KEY (name)
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

CREATE TABLE tokens (
	id SERIAL NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	person TEXT COLLATE "C" NOT NULL,
	scopes TEXT COLLATE "C" NOT NULL,
	hash TEXT COLLATE "C" NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	expires TEXT COLLATE "C" NOT NULL,
	revoked TEXT COLLATE "C",
	CONSTRAINT pk_tokens PRIMARY KEY (id)
)

CREATE INDEX ix_tokens_person ON tokens (person)

CREATE UNIQUE INDEX ix_tokens_hash ON tokens (hash)

CREATE TABLE changes (
	seq BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	id TEXT COLLATE "C" NOT NULL,
	born BIGINT NOT NULL,
	gone INTEGER NOT NULL,
	CONSTRAINT pk_changes PRIMARY KEY (seq),
	CONSTRAINT uq_changes_kind_id UNIQUE (kind, id)
)

CREATE TABLE accounts (
	id SERIAL NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	language TEXT COLLATE "C",
	roles TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	password TEXT COLLATE "C",
	second TEXT COLLATE "C",
	second_at INTEGER NOT NULL,
	form_key TEXT COLLATE "C" NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	changed TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_accounts PRIMARY KEY (id),
	CONSTRAINT uq_accounts_key UNIQUE (key)
)

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

CREATE TABLE account_links (
	hash TEXT COLLATE "C" NOT NULL,
	account_id INTEGER NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	made_by TEXT COLLATE "C" NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	until TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_account_links PRIMARY KEY (hash),
	CONSTRAINT fk_account_links_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_account_links_account_id ON account_links (account_id)

CREATE TABLE recovery_codes (
	hash TEXT COLLATE "C" NOT NULL,
	account_id INTEGER NOT NULL,
	CONSTRAINT pk_recovery_codes PRIMARY KEY (hash),
	CONSTRAINT fk_recovery_codes_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_recovery_codes_account_id ON recovery_codes (account_id)

CREATE TABLE sessions (
	hash TEXT COLLATE "C" NOT NULL,
	account_id INTEGER NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	seen TEXT COLLATE "C" NOT NULL,
	until TEXT COLLATE "C" NOT NULL,
	browser TEXT COLLATE "C" NOT NULL,
	way TEXT COLLATE "C" DEFAULT 'password' NOT NULL,
	second INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT pk_sessions PRIMARY KEY (hash),
	CONSTRAINT fk_sessions_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_sessions_account_id ON sessions (account_id)

CREATE TABLE identities (
	hash TEXT COLLATE "C" NOT NULL,
	account_id INTEGER NOT NULL,
	issuer TEXT COLLATE "C" NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	used TEXT COLLATE "C",
	CONSTRAINT pk_identities PRIMARY KEY (hash),
	CONSTRAINT uq_identities_account_id_issuer UNIQUE (account_id, issuer),
	CONSTRAINT fk_identities_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE TABLE passkeys (
	id TEXT COLLATE "C" NOT NULL,
	account_id INTEGER NOT NULL,
	handle TEXT COLLATE "C" NOT NULL,
	public_key TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	uses BIGINT NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	used TEXT COLLATE "C",
	odd TEXT COLLATE "C",
	CONSTRAINT pk_passkeys PRIMARY KEY (id),
	CONSTRAINT fk_passkeys_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_passkeys_account_id ON passkeys (account_id)

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

CREATE TABLE restrictions (
	report_id TEXT COLLATE "C" NOT NULL,
	audience TEXT COLLATE "C" NOT NULL,
	fed BIGINT DEFAULT '0' NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_restrictions PRIMARY KEY (report_id),
	CONSTRAINT fk_restrictions_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_restrictions_audience ON restrictions (audience)

CREATE TABLE doubles (
	id SERIAL NOT NULL,
	report_id TEXT COLLATE "C" NOT NULL,
	text_hash TEXT COLLATE "C" NOT NULL,
	sheet TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	made TEXT COLLATE "C" NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	settled TEXT COLLATE "C",
	settler TEXT COLLATE "C",
	CONSTRAINT pk_doubles PRIMARY KEY (id),
	CONSTRAINT fk_doubles_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_doubles_report_id ON doubles (report_id)

CREATE INDEX ix_doubles_state ON doubles (state)

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

CREATE INDEX ix_event_parties_actor_day_event_id_side ON event_parties (actor, day, event_id, side)

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

CREATE INDEX ix_event_places_country_admin1_day_event_id_role_admin2 ON event_places (country, admin1, day, event_id, role, admin2)

CREATE INDEX ix_event_places_lat_lon_event_id_role ON event_places (lat, lon, event_id, role)

CREATE INDEX ix_event_places_place_id_day_event_id_role ON event_places (place_id, day, event_id, role)

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

CREATE TABLE codings (
	double_id INTEGER NOT NULL,
	part TEXT COLLATE "C" NOT NULL,
	coder TEXT COLLATE "C" NOT NULL,
	content TEXT COLLATE "C" NOT NULL,
	salt TEXT COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	done TEXT COLLATE "C",
	CONSTRAINT pk_codings PRIMARY KEY (double_id, part, coder),
	CONSTRAINT fk_codings_double_id FOREIGN KEY(double_id) REFERENCES doubles (id) ON DELETE CASCADE
)

CREATE INDEX ix_codings_coder ON codings (coder)

CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$

CREATE TRIGGER audit_no_update BEFORE update ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_grows()

CREATE TRIGGER audit_no_delete BEFORE delete ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_grows()

CREATE TRIGGER audit_no_truncate BEFORE truncate ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()

CREATE TRIGGER audit_payloads_no_update BEFORE update ON audit_payloads FOR EACH ROW EXECUTE FUNCTION audit_only_grows()

CREATE TRIGGER audit_payloads_no_truncate BEFORE truncate ON audit_payloads FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()

CREATE INDEX events_text ON searched_events USING gin (words)

CREATE INDEX reports_text ON searched_reports USING gin (words)

CREATE VIEW v_events AS SELECT e.id AS event_id, e.report_id AS report_id, e.incident_id AS incident_id, e.type AS type, e.status AS status, e.state AS state, e.orphaned AS orphaned, e.background AS background, e.day AS day, e.date_start AS date_start, e.date_end AS date_end, e.date_precision AS date_precision, e.place_id AS place_id, (SELECT p.name_ar FROM event_places p WHERE p.event_id = e.id ORDER BY p.role <> 'scene', p.number LIMIT 1) AS place_ar, (SELECT p.name_en FROM event_places p WHERE p.event_id = e.id ORDER BY p.role <> 'scene', p.number LIMIT 1) AS place_en, (SELECT p.text FROM event_places p WHERE p.event_id = e.id ORDER BY p.role <> 'scene', p.number LIMIT 1) AS place_text, e.country AS country, e.admin1 AS admin1, e.admin2 AS admin2, e.lat AS lat, e.lon AS lon, e.place_precision AS place_precision, (SELECT string_agg(told, '; ') FROM (SELECT coalesce(p.actor, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'initiator' ORDER BY p.number) AS s) AS initiators, (SELECT string_agg(told, '; ') FROM (SELECT coalesce(k.name_ar, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'initiator' ORDER BY p.number) AS s) AS initiators_ar, (SELECT string_agg(told, '; ') FROM (SELECT coalesce(k.name_en, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'initiator' ORDER BY p.number) AS s) AS initiators_en, (SELECT string_agg(told, '; ') FROM (SELECT coalesce(p.actor, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'target' ORDER BY p.number) AS s) AS targets, (SELECT string_agg(told, '; ') FROM (SELECT coalesce(k.name_ar, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'target' ORDER BY p.number) AS s) AS targets_ar, (SELECT string_agg(told, '; ') FROM (SELECT coalesce(k.name_en, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor WHERE p.event_id = e.id AND p.side = 'target' ORDER BY p.number) AS s) AS targets_en, e.killed_low AS killed_low, e.killed_high AS killed_high, e.injured_low AS injured_low, e.injured_high AS injured_high, e.detained_low AS detained_low, e.detained_high AS detained_high, e.displaced_low AS displaced_low, e.displaced_high AS displaced_high, (SELECT string_agg(told, '; ') FROM (SELECT coalesce(p.source, p.text) AS told FROM event_sources p WHERE p.event_id = e.id AND coalesce(p.source, p.text) IS NOT NULL ORDER BY 1) AS s) AS said_by, (SELECT string_agg(told, '; ') FROM (SELECT p.flag AS told FROM event_flags p WHERE p.event_id = e.id AND p.flag IS NOT NULL ORDER BY 1) AS s) AS flags, e.confidence AS confidence, e.record::json #>> '{evidence,text}' AS words, r.outlet AS outlet, r.title AS title, r.url AS url, r.published AS published, r.family AS family, r.redacted AS report_redacted, e.updated AS updated FROM events e JOIN reports r ON r.id = e.report_id

CREATE VIEW v_incidents AS SELECT i.id AS incident_id, i.type, i.day, i.date_start, i.date_end, i.place_id, i.place_ar, i.place_en, i.country, i.admin1, i.admin2, i.lat, i.lon, i.place_precision, i.killed_low, i.killed_best, i.killed_high, i.injured_low, i.injured_best, i.injured_high, i.accounts, i.reports, i.sources, (SELECT string_agg(told, '; ') FROM (SELECT DISTINCT r.outlet AS told FROM events e JOIN reports r ON r.id = e.report_id WHERE e.incident_id = i.id AND r.outlet IS NOT NULL AND e.state <> 'rejected' ORDER BY 1) AS s) AS outlets, (SELECT string_agg(told, '; ') FROM (SELECT DISTINCT p.actor AS told FROM events e JOIN event_parties p ON p.event_id = e.id AND p.side = 'initiator' WHERE e.incident_id = i.id AND p.actor IS NOT NULL AND e.state <> 'rejected' ORDER BY 1) AS s) AS initiators, (SELECT string_agg(told, '; ') FROM (SELECT DISTINCT p.actor AS told FROM events e JOIN event_parties p ON p.event_id = e.id AND p.side = 'target' WHERE e.incident_id = i.id AND p.actor IS NOT NULL AND e.state <> 'rejected' ORDER BY 1) AS s) AS targets, i.updated FROM incidents i

CREATE OR REPLACE FUNCTION feed_changes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'DELETE' THEN INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), TG_ARGV[0], OLD.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 1) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; ELSE INSERT INTO changes (seq, kind, id, born, gone) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), TG_ARGV[0], NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM changes), 0) ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone; END IF; RETURN NULL; END $$

CREATE TRIGGER reports_fed_insert AFTER insert ON reports FOR EACH ROW EXECUTE FUNCTION feed_changes('report')

CREATE TRIGGER reports_fed_update AFTER update ON reports FOR EACH ROW WHEN (OLD.rank IS DISTINCT FROM NEW.rank OR OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.revision IS DISTINCT FROM NEW.revision OR OLD.text_hash IS DISTINCT FROM NEW.text_hash OR OLD.family IS DISTINCT FROM NEW.family OR OLD.published IS DISTINCT FROM NEW.published OR OLD.outlet IS DISTINCT FROM NEW.outlet OR OLD.title IS DISTINCT FROM NEW.title OR OLD.url IS DISTINCT FROM NEW.url OR OLD.lang IS DISTINCT FROM NEW.lang OR OLD.state IS DISTINCT FROM NEW.state OR OLD.redacted IS DISTINCT FROM NEW.redacted OR OLD.masked IS DISTINCT FROM NEW.masked OR OLD.run_id IS DISTINCT FROM NEW.run_id) EXECUTE FUNCTION feed_changes('report')

CREATE TRIGGER reports_fed_delete AFTER delete ON reports FOR EACH ROW EXECUTE FUNCTION feed_changes('report')

CREATE TRIGGER events_fed_insert AFTER insert ON events FOR EACH ROW EXECUTE FUNCTION feed_changes('event')

CREATE TRIGGER events_fed_update AFTER update ON events FOR EACH ROW WHEN (OLD.report_id IS DISTINCT FROM NEW.report_id OR OLD.text_hash IS DISTINCT FROM NEW.text_hash OR OLD.record IS DISTINCT FROM NEW.record OR OLD.state IS DISTINCT FROM NEW.state OR OLD.orphaned IS DISTINCT FROM NEW.orphaned OR OLD.incident_id IS DISTINCT FROM NEW.incident_id) EXECUTE FUNCTION feed_changes('event')

CREATE TRIGGER events_fed_delete AFTER delete ON events FOR EACH ROW EXECUTE FUNCTION feed_changes('event')

CREATE TRIGGER incidents_fed_insert AFTER insert ON incidents FOR EACH ROW EXECUTE FUNCTION feed_changes('incident')

CREATE TRIGGER incidents_fed_update AFTER update ON incidents FOR EACH ROW WHEN (OLD.record IS DISTINCT FROM NEW.record) EXECUTE FUNCTION feed_changes('incident')

CREATE TRIGGER incidents_fed_delete AFTER delete ON incidents FOR EACH ROW EXECUTE FUNCTION feed_changes('incident')

CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)

INSERT INTO alembic_version VALUES ('0008')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (1, '2026-11-28T08:28:48.728397Z', 'rasid', 'project.created', 'project:pr_db9f4b8f2e692d7e', '23a8a14b78177bec91984b0fe37812beb4e5186cbf820c46f7fadb556c05eea5', '0000000000000000000000000000000000000000000000000000000000000000', '684b6c0de0bf8ef71df840863c57fdaa2fa2bcd662b9a88a110a4ae38c002cde')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (2, '2026-11-28T08:28:48.753751Z', 'layla', 'report.added', 'report:r1', 'b6e537bd2824fc70543506da925a08c19dadea0766311188bcf93eb4ae635265', '684b6c0de0bf8ef71df840863c57fdaa2fa2bcd662b9a88a110a4ae38c002cde', '105c11443bcef207a85c663c602568ceeca05bf349f0cfe3f1c37b02221d4030')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (3, '2026-11-28T08:28:48.760475Z', 'layla', 'event.proposed', 'event:ev_1', 'ddf468a72768b268ee6fe3ce599ca8ea2d8015d5ad66607fb98d0b9bfd220e68', '105c11443bcef207a85c663c602568ceeca05bf349f0cfe3f1c37b02221d4030', '5c5c49f68c1cc498eec8a0af254baa0dd3111b08470ae09c9ec1af9efaff3230')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (4, '2026-11-28T08:28:48.761785Z', 'layla', 'report.added', 'report:r2', 'b9217094d6bc778ad16dfc2fb87065bc93cc16732ff5f58929068cdbde793459', '5c5c49f68c1cc498eec8a0af254baa0dd3111b08470ae09c9ec1af9efaff3230', '30e7e8fb0b755ca59c4057581415c81b3b735d4283da9ca63f26484dcdab24c0')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (5, '2026-11-28T08:28:48.762437Z', 'layla', 'report.added', 'report:r3', '7d16436c2a53cf2575b50d90c9d0640cc22c876ad33fd9d77fef184169864fb1', '30e7e8fb0b755ca59c4057581415c81b3b735d4283da9ca63f26484dcdab24c0', 'cfa6681a5ac907e3ce5037479aac92f84f4574c20ad403e142c07caa1785299a')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (6, '2026-11-28T08:28:48.762581Z', 'layla', 'event.corrected', 'event:ev_1', '6b3c373fd52c19d7e8482b028723918f87df1d650a5aafa76170dad40704f145', 'cfa6681a5ac907e3ce5037479aac92f84f4574c20ad403e142c07caa1785299a', 'be1eb836e6327bac9a50e840931f461f97ab441d79525b9fa2571d6df5c8f5dc')

INSERT INTO audit (seq, at, who, action, subject, digest, previous, hash) VALUES (7, '2026-11-28T08:28:48.772705Z', 'layla', 'incident.made', 'incident:in_1', '3b296a6e798dde7ad423fa28ba46787af107b0f205f6712a386a2b8ac066f82d', 'be1eb836e6327bac9a50e840931f461f97ab441d79525b9fa2571d6df5c8f5dc', '54411cbed762701198a79b63a5acec91fe1ab33e7397448d01ad7c6885389d12')

INSERT INTO blobs (sha256, size, media_type, added) VALUES ('37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd', 167, 'text/plain', '2026-11-28T08:28:48.760843Z')

INSERT INTO blobs (sha256, size, media_type, added) VALUES ('c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 141, 'text/plain', '2026-11-28T08:28:48.744781Z')

INSERT INTO decisions (id, text_hash, trigger_start, trigger_end, event_type, event_id, field, value, who, at, why, undone, audit_seq) VALUES (1, 'c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 28, 41, 'shelling', 'ev_1', 'sources', '{"id":"s1","names":{},"source":null,"span":[4,24],"stance":"claims","text":"الناشط سليم الحوراني"}', 'layla', '2026-03-14T08:00:00.000000Z', 'اتصلت بـسليم الحوراني', 0, 6)

INSERT INTO incidents (id, type, day, place_ar, accounts, reports, sources, record, updated) VALUES ('in_1', 'shelling', '2026-03-14', 'السنديانة', 1, 1, 1, '{"place":"السنديانة","sources":["الناشط سليم الحوراني"]}', '2026-03-14T08:00:00.000000Z')

INSERT INTO runs (id, coder, version, data_version, layers, lang, started) VALUES (1, 'rules', '0', 'd1', '{}', 'ar', '2026-03-14T08:00:00.000000Z')

INSERT INTO acquisitions (id, sha256, how, name, address, acquired, details) VALUES (1, 'c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 'file', 'r1.txt', '', '2026-03-14T08:00:00.000000Z', '{"subject":"قصف على السنديانة: شهادة سليم الحوراني"}')

INSERT INTO acquisitions (id, sha256, how, name, address, acquired, details) VALUES (2, '37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd', 'file', 'r2.txt', '', '2026-03-14T08:00:00.000000Z', '{"subject":"المخبز"}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (1, '9f5f4d9de3d82d5682ea87d58be37584', '{"after":{"rasid":"0.1.0","revision":"0008"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (2, '41b943fc3c16b0cfa46d5474d82a97f5', '{"after":{"sha256":"c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30","title":"قصف على السنديانة: شهادة سليم الحوراني"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (3, '34ce7d19d123a1f69e9671d51a7e79c4', '{"after":{"background":false,"coder":"rules","confidence":0.9,"data_version":"d1","evidence":{"span":[4,76],"text":"الناشط سليم الحوراني إن قصفاً مدفعياً على بلدة السنديانة أوقع ثلاثة قتلى"},"flags":["unresolved-place"],"id":"ev_1","initiators":[],"instruments":[],"method":null,"mutual":false,"outcome":null,"places":[{"admin1":"Idlib","admin2":null,"country":"SYR","distance_km":null,"id":null,"lat":35.5,"lon":36.5,"names":{"ar":"السنديانة"},"precision":1,"relation":null,"role":"scene","span":[46,60],"text":"بلدة السنديانة"}],"related":[],"report_id":"r1","schema":1,"sources":[{"id":"s1","names":{"ar":"الناشط سليم الحوراني"},"source":null,"span":[4,24],"stance":"reports","text":"الناشط سليم الحوراني"}],"status":"asserted","targets":[],"time":{"clock":null,"end":null,"ongoing":false,"precision":null,"span":null,"start":null,"text":null,"zone":null},"toll":[{"actor":null,"by":"s1","effect":"killed","groups":[],"id":"t1","max":3,"min":3,"part_of":null,"span":[66,76],"supersedes":null,"text":"ثلاثة قتلى","vague":null,"who":"unknown"}],"type":"shelling"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (4, 'bcf311bae4df1fef59da90335a76d0f1', '{"after":{"sha256":"37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd","title":"المخبز"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (5, 'e3ccf043344584e96dfaf857f5180315', '{"after":{"sha256":"37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd","title":"شكر"},"before":null,"why":null}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (6, '46d145d555cf1bea1413837b5ccd199e', '{"after":"{\"id\":\"s1\",\"names\":{},\"source\":null,\"span\":[4,24],\"stance\":\"claims\",\"text\":\"الناشط سليم الحوراني\"}","before":null,"why":"اتصلت بـسليم الحوراني"}')

INSERT INTO audit_payloads (seq, salt, payload) VALUES (7, '4a7a702b2c28cd0cbc0a79c6cf7c9de3', '{"after":{"events":["ev_1"]},"before":null,"why":null}')

INSERT INTO blob_parts (sha256, number, data) VALUES ('37a3338608bde11aca77cd2eaf67d9d822427b084117748a65afd5f195b253bd', 0, '\x69642c746578740a72322cd8a3d8b9d984d986d8aa20d8a8d984d8afd98ad8a920d8a7d984d8b3d986d8afd98ad8a7d986d8a920d8a5d8b5d984d8a7d8ad20d8a7d984d985d8aed8a8d8b220d8a8d8b9d8af20d8a3d8b3d8a8d988d8b920d985d98620d8a7d984d982d8b5d9812e0a72332cd988d8b4d983d8b120d8b3d984d98ad98520d8a7d984d8add988d8b1d8a7d986d98a20d8a7d984d985d8b3d8b9d981d98ad9862e0a')

INSERT INTO blob_parts (sha256, number, data) VALUES ('c882343068106131f80fbdaa7f3417ef56ac03fba991b46f0c1f2b299a570b30', 0, '\xd982d8a7d98420d8a7d984d986d8a7d8b4d8b720d8b3d984d98ad98520d8a7d984d8add988d8b1d8a7d986d98a20d8a5d98620d982d8b5d981d8a7d98b20d985d8afd981d8b9d98ad8a7d98b20d8b9d984d98920d8a8d984d8afd8a920d8a7d984d8b3d986d8afd98ad8a7d986d8a920d8a3d988d982d8b920d8abd984d8a7d8abd8a920d982d8aad984d9892e')

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

SELECT setval(pg_get_serial_sequence('accounts', 'id'), (SELECT max(id) FROM accounts))

SELECT setval(pg_get_serial_sequence('decisions', 'id'), (SELECT max(id) FROM decisions))

SELECT setval(pg_get_serial_sequence('jobs', 'id'), (SELECT max(id) FROM jobs))

SELECT setval(pg_get_serial_sequence('proposals', 'id'), (SELECT max(id) FROM proposals))

SELECT setval(pg_get_serial_sequence('runs', 'id'), (SELECT max(id) FROM runs))

SELECT setval(pg_get_serial_sequence('saved_filters', 'id'), (SELECT max(id) FROM saved_filters))

SELECT setval(pg_get_serial_sequence('ties', 'id'), (SELECT max(id) FROM ties))

SELECT setval(pg_get_serial_sequence('tokens', 'id'), (SELECT max(id) FROM tokens))

SELECT setval(pg_get_serial_sequence('acquisitions', 'id'), (SELECT max(id) FROM acquisitions))

SELECT setval(pg_get_serial_sequence('doubles', 'id'), (SELECT max(id) FROM doubles))
