import { z } from 'zod';

/** What other systems can be told of a course; names are public and never change. */
export const webhookEvents = ['submission.graded', 'score.changed', 'assignment.released'] as const;

/** One of them, or `test`, which somebody asks for by hand. */
export const WebhookEvent = z.enum(webhookEvents);
export type WebhookEvent = z.infer<typeof WebhookEvent>;
