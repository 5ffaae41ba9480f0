CREATE TABLE "detection_finding" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"rule_id" text NOT NULL,
	"repeat_key" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"signal_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sent_event" (
	"source" text NOT NULL,
	"stream" text NOT NULL,
	"uuid" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"user_key" text,
	"actor_key" text,
	"body" text NOT NULL,
	CONSTRAINT "sent_event_source_stream_uuid_pk" PRIMARY KEY("source","stream","uuid")
);
--> statement-breakpoint
ALTER TABLE "account_event" ADD COLUMN "actor_id" text;--> statement-breakpoint
CREATE INDEX "detection_finding_repeat" ON "detection_finding" USING btree ("rule_id","repeat_key","at");--> statement-breakpoint
CREATE INDEX "detection_finding_time" ON "detection_finding" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sent_event_user" ON "sent_event" USING btree ("source","stream","user_key","at");--> statement-breakpoint
CREATE INDEX "sent_event_actor" ON "sent_event" USING btree ("source","stream","actor_key","at");--> statement-breakpoint
CREATE INDEX "sent_event_age" ON "sent_event" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "account_event_actor" ON "account_event" USING btree ("actor_id","at");