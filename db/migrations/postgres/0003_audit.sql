CREATE TABLE "record_read" (
	"session_ref" text NOT NULL,
	"record" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "record_read_session_ref_record_pk" PRIMARY KEY("session_ref","record")
);
--> statement-breakpoint
ALTER TABLE "entry" ADD COLUMN "late" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "entry" ADD COLUMN "outside" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "entry" ADD COLUMN "simulated" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "anchor_receipt_period" ON "anchor_receipt" USING btree ("at");--> statement-breakpoint
CREATE INDEX "checkpoint_period" ON "checkpoint" USING btree ("at");--> statement-breakpoint
CREATE INDEX "entry_period" ON "entry" USING btree ("type","at","id");--> statement-breakpoint
CREATE INDEX "entry_late" ON "entry" USING btree ("at","id") WHERE "entry"."late" = 1;--> statement-breakpoint
CREATE INDEX "entry_outside" ON "entry" USING btree ("at","id") WHERE "entry"."outside" = 1;--> statement-breakpoint
CREATE INDEX "entry_simulated" ON "entry" USING btree ("type","at") WHERE "entry"."simulated" = 1;--> statement-breakpoint
CREATE INDEX "request_period" ON "request" USING btree ("created_at","action","status","number","approvals");--> statement-breakpoint
CREATE INDEX "request_number" ON "request" USING btree ("number");--> statement-breakpoint
CREATE INDEX "request_ended" ON "request" USING btree ("ended_at","action","status");