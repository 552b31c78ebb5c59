ALTER TABLE "running_sessions" DROP CONSTRAINT "running_sessions_room_id_rooms_id_fk";
--> statement-breakpoint
ALTER TABLE "user_achievements" DROP CONSTRAINT "user_achievements_achievement_id_achievements_id_fk";
--> statement-breakpoint
DROP TABLE "achievements";--> statement-breakpoint
CREATE INDEX "email_verifications_expiry" ON "email_verifications" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "password_resets_expiry" ON "password_resets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "notifications_age" ON "notifications" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "planned_sessions_room" ON "planned_sessions" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "job_runs_age" ON "job_runs" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "rate_limits_age" ON "rate_limits" USING btree ("window_started_at");--> statement-breakpoint
CREATE INDEX "reports_room" ON "reports" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "rooms_owner" ON "rooms" USING btree ("created_by_id","is_temporary");--> statement-breakpoint
CREATE INDEX "stays_age" ON "stays" USING btree ("left_at");--> statement-breakpoint
CREATE INDEX "timer_cycles_age" ON "timer_cycles" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "running_sessions_task" ON "running_sessions" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "tasks_deleted" ON "tasks" USING btree ("deleted_at");--> statement-breakpoint
CREATE INDEX "tutor_usage_age" ON "tutor_usage" USING btree ("day");--> statement-breakpoint
ALTER TABLE "preferences" DROP COLUMN "theme";--> statement-breakpoint
ALTER TABLE "bans" DROP COLUMN "reason";--> statement-breakpoint
ALTER TABLE "running_sessions" DROP COLUMN "room_id";