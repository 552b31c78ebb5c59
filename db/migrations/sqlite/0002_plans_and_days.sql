ALTER TABLE `profiles` ADD `former_calendars` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `study_sessions` ADD `days` text;