import { Module } from '@nestjs/common';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhooksResolver } from './webhooks.resolver.js';
import { WebhooksService } from './webhooks.service.js';

/** Telling other systems what happens in a course. */
@Module({ providers: [WebhookSecrets, WebhookSender, WebhooksResolver, WebhooksService] })
export class WebhooksModule {}
