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
	CONSTRAINT pk_sessions PRIMARY KEY (hash),
	CONSTRAINT fk_sessions_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)

CREATE INDEX ix_sessions_account_id ON sessions (account_id)

CREATE TABLE restrictions (
	report_id TEXT NOT NULL,
	audience TEXT NOT NULL,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_restrictions PRIMARY KEY (report_id),
	CONSTRAINT fk_restrictions_report_id FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE
)

CREATE INDEX ix_restrictions_audience ON restrictions (audience)
