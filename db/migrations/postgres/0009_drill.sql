CREATE TABLE "drill" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"case_key" text NOT NULL,
	"suspend_key" text NOT NULL,
	"started_by_person_id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "drill_request" ON "drill" USING btree ("suspend_key");--> statement-breakpoint
CREATE INDEX "drill_newest" ON "drill" USING btree ("started_at");