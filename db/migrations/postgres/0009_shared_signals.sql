CREATE TABLE "ssf_stream" (
	"source" text PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"audience" text NOT NULL,
	"jwks_url" text NOT NULL,
	"private_host" integer DEFAULT 0 NOT NULL,
	"subject_is" text NOT NULL,
	"set_by_person_id" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"last_set_at" timestamp (3) with time zone,
	"last_verification_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
