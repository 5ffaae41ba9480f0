CREATE TABLE "account_event" (
	"stream" text NOT NULL,
	"uuid" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"user_id" text,
	"body" text NOT NULL,
	"baseline" integer DEFAULT 0 NOT NULL,
	"pending" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "account_event_stream_uuid_pk" PRIMARY KEY("stream","uuid")
);
--> statement-breakpoint
CREATE TABLE "event_cursor" (
	"stream" text PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"cursor" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"caught_up_at" timestamp (3) with time zone,
	"last_success_at" timestamp (3) with time zone,
	"last_event_at" timestamp (3) with time zone,
	"last_error" text,
	"last_error_at" timestamp (3) with time zone,
	"token" text,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outside_change" (
	"user_id" text NOT NULL,
	"action" text NOT NULL,
	"n" integer NOT NULL,
	"earliest_at" timestamp (3) with time zone NOT NULL,
	"latest_at" timestamp (3) with time zone NOT NULL,
	"event_uuid" text,
	"found_at" timestamp (3) with time zone NOT NULL,
	"filed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "outside_change_user_id_action_n_pk" PRIMARY KEY("user_id","action","n")
);
--> statement-breakpoint
CREATE INDEX "account_event_user" ON "account_event" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "account_event_time" ON "account_event" USING btree ("stream","at");--> statement-breakpoint
CREATE INDEX "account_event_age" ON "account_event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "account_event_pending" ON "account_event" USING btree ("at") WHERE "account_event"."pending" = 1;--> statement-breakpoint
CREATE INDEX "outside_change_unfiled" ON "outside_change" USING btree ("found_at") WHERE "outside_change"."filed" = 0;