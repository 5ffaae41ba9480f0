CREATE TABLE "detection_kind" (
	"source" text NOT NULL,
	"rule" text NOT NULL,
	"kind" text NOT NULL,
	"set_by_person_id" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "detection_kind_source_rule_pk" PRIMARY KEY("source","rule")
);
--> statement-breakpoint
CREATE TABLE "trust" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"rule" text NOT NULL,
	"what" text NOT NULL,
	"value" integer,
	"covers" text DEFAULT '[]' NOT NULL,
	"basis" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"asked_by_person_id" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by_person_id" text,
	"confirmed_at" timestamp (3) with time zone,
	"ended_by_person_id" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "trust_by_two" CHECK ("trust"."confirmed_by_person_id" is null or "trust"."confirmed_by_person_id" <> "trust"."asked_by_person_id"),
	CONSTRAINT "trust_in_force_when_confirmed" CHECK ("trust"."state" <> 'in_force' or "trust"."confirmed_by_person_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "dead_letter" ADD COLUMN "signature" text DEFAULT 'signed' NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "kind" text DEFAULT 'alerts' NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "threshold" text DEFAULT 'informational' NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "default_domain" text;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "mapping" text;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "allows_unsigned" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "trust_one_of_a_state" ON "trust" USING btree ("source","rule","what","state") WHERE "trust"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "trust_asked" ON "trust" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "dead_letter_source" ON "dead_letter" USING btree ("source","received_at");