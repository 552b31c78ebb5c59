ALTER TABLE "users" ADD COLUMN "channel_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "channel_moved_at" timestamp (3) with time zone;