CREATE TABLE `anchor_receipt` (
	`anchor` text NOT NULL,
	`epoch` integer NOT NULL,
	`size` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`anchor`, `epoch`, `size`)
);
--> statement-breakpoint
CREATE TABLE `checkpoint` (
	`epoch` integer NOT NULL,
	`size` integer NOT NULL,
	`root` text NOT NULL,
	`note` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`epoch`, `size`)
);
--> statement-breakpoint
CREATE TABLE `tree_head` (
	`epoch` integer PRIMARY KEY NOT NULL,
	`origin` text NOT NULL,
	`size` integer NOT NULL,
	`root` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tree_leaf` (
	`epoch` integer NOT NULL,
	`idx` integer NOT NULL,
	`entry_id` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`epoch`, `idx`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tree_leaf_entry` ON `tree_leaf` (`entry_id`);--> statement-breakpoint
CREATE TABLE `tree_node` (
	`epoch` integer NOT NULL,
	`level` integer NOT NULL,
	`idx` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`epoch`, `level`, `idx`)
);
--> statement-breakpoint
ALTER TABLE `chain` ADD `sealed_n` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `chain_unsealed` ON `chain` (`key`) WHERE "chain"."n" > "chain"."sealed_n";--> statement-breakpoint
CREATE TRIGGER `entry_no_update` BEFORE UPDATE ON `entry` BEGIN SELECT RAISE(ABORT, 'entry is only ever added to'); END;--> statement-breakpoint
CREATE TRIGGER `entry_no_delete` BEFORE DELETE ON `entry` BEGIN SELECT RAISE(ABORT, 'entry is only ever added to'); END;--> statement-breakpoint
CREATE TRIGGER `tree_leaf_no_update` BEFORE UPDATE ON `tree_leaf` BEGIN SELECT RAISE(ABORT, 'tree_leaf is only ever added to'); END;--> statement-breakpoint
CREATE TRIGGER `tree_leaf_no_delete` BEFORE DELETE ON `tree_leaf` BEGIN SELECT RAISE(ABORT, 'tree_leaf is only ever added to'); END;--> statement-breakpoint
CREATE TRIGGER `tree_node_no_update` BEFORE UPDATE ON `tree_node` BEGIN SELECT RAISE(ABORT, 'tree_node is only ever added to'); END;--> statement-breakpoint
CREATE TRIGGER `tree_node_no_delete` BEFORE DELETE ON `tree_node` BEGIN SELECT RAISE(ABORT, 'tree_node is only ever added to'); END;--> statement-breakpoint
CREATE TRIGGER `checkpoint_no_update` BEFORE UPDATE ON `checkpoint` BEGIN SELECT RAISE(ABORT, 'checkpoint is only ever added to'); END;--> statement-breakpoint
CREATE TRIGGER `checkpoint_no_delete` BEFORE DELETE ON `checkpoint` BEGIN SELECT RAISE(ABORT, 'checkpoint is only ever added to'); END;--> statement-breakpoint
CREATE TRIGGER `anchor_receipt_no_update` BEFORE UPDATE ON `anchor_receipt` BEGIN SELECT RAISE(ABORT, 'anchor_receipt is only ever added to'); END;--> statement-breakpoint
CREATE TRIGGER `anchor_receipt_no_delete` BEFORE DELETE ON `anchor_receipt` BEGIN SELECT RAISE(ABORT, 'anchor_receipt is only ever added to'); END;
