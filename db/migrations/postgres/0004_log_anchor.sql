CREATE TABLE "log_anchor" (
	"name" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"secret" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"next_try_at" timestamp (3) with time zone,
	"sending_until" timestamp (3) with time zone
);
