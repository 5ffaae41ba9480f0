CREATE TABLE "webhook_delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"target_id" text NOT NULL,
	"type" text NOT NULL,
	"event" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp (3) with time zone,
	"sending_until" timestamp (3) with time zone,
	"last_error" text,
	"delivered_at" timestamp (3) with time zone,
	"dead_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_target" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"url" text NOT NULL,
	"place" text NOT NULL,
	"secret" text,
	"events" text NOT NULL,
	"enabled" integer NOT NULL,
	"private_host" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"last_delivered_at" timestamp (3) with time zone,
	"last_error" text
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "owner" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "purpose" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "held_by_agent" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_target_id_webhook_target_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."webhook_target"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" USING btree ("target_id","next_try_at");--> statement-breakpoint
CREATE INDEX "webhook_delivery_dead" ON "webhook_delivery" USING btree ("dead_at") WHERE "webhook_delivery"."dead_at" is not null;--> statement-breakpoint
CREATE INDEX "webhook_delivery_done" ON "webhook_delivery" USING btree ("delivered_at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_target_name" ON "webhook_target" USING btree ("name") WHERE "webhook_target"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "request_one_proposal" ON "request" USING btree ("subject_id","action") WHERE "request"."status" = 'proposed';