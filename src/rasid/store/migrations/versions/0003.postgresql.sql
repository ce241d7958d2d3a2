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
	CONSTRAINT pk_sessions PRIMARY KEY (hash),
	CONSTRAINT fk_sessions_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_sessions_account_id ON sessions (account_id)

CREATE TABLE restrictions (
	report_id TEXT COLLATE "C" NOT NULL,
	audience TEXT COLLATE "C" NOT NULL,
	who TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_restrictions PRIMARY KEY (report_id),
	CONSTRAINT fk_restrictions_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_restrictions_audience ON restrictions (audience)
