CREATE TABLE `ssf_stream` (
	`source` text PRIMARY KEY NOT NULL,
	`issuer` text NOT NULL,
	`audience` text NOT NULL,
	`jwks_url` text NOT NULL,
	`private_host` integer DEFAULT 0 NOT NULL,
	`subject_is` text NOT NULL,
	`set_by_person_id` text NOT NULL,
	`set_at` integer NOT NULL,
	`removed_at` integer,
	`last_set_at` integer,
	`last_verification_at` integer,
	`version` integer DEFAULT 1 NOT NULL
);
