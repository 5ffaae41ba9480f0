CREATE TABLE "anchor_receipt" (
	"anchor" text NOT NULL,
	"epoch" integer NOT NULL,
	"size" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "anchor_receipt_anchor_epoch_size_pk" PRIMARY KEY("anchor","epoch","size")
);
--> statement-breakpoint
CREATE TABLE "checkpoint" (
	"epoch" integer NOT NULL,
	"size" integer NOT NULL,
	"root" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "checkpoint_epoch_size_pk" PRIMARY KEY("epoch","size")
);
--> statement-breakpoint
CREATE TABLE "tree_head" (
	"epoch" integer PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"size" integer NOT NULL,
	"root" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tree_leaf" (
	"epoch" integer NOT NULL,
	"idx" integer NOT NULL,
	"entry_id" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "tree_leaf_epoch_idx_pk" PRIMARY KEY("epoch","idx")
);
--> statement-breakpoint
CREATE TABLE "tree_node" (
	"epoch" integer NOT NULL,
	"level" integer NOT NULL,
	"idx" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "tree_node_epoch_level_idx_pk" PRIMARY KEY("epoch","level","idx")
);
--> statement-breakpoint
ALTER TABLE "chain" ADD COLUMN "sealed_n" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "tree_leaf_entry" ON "tree_leaf" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "chain_unsealed" ON "chain" USING btree ("key") WHERE "chain"."n" > "chain"."sealed_n";--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME; END $$;--> statement-breakpoint
CREATE TRIGGER "entry_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER "tree_leaf_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "tree_leaf" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER "tree_node_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "tree_node" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER "checkpoint_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "checkpoint" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER "anchor_receipt_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "anchor_receipt" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
