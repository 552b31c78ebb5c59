ALTER TABLE "profiles" ADD COLUMN "former_calendars" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "study_sessions" ADD COLUMN "days" jsonb;