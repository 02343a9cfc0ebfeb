import { z } from 'zod';
import { aCourse } from './a-course.js';
import type { ApiUnderTest } from './api-under-test.js';
import type { Receiver } from './a-receiver.js';

const create = `mutation ($input: CreateWebhookInput!) {
  createWebhook(input: $input) { secret webhook { id revision } } }`;
const deliveries = `query ($id: ID!) { webhookDeliveries(webhookId: $id) { edges { node {
  id event body state attempts responseStatus responseStart failure } } } }`;
const Made = z.object({ secret: z.string(), webhook: z.object({ id: z.string(), revision: z.number() }) });
const Delivery = z.object({
  id: z.string(),
  event: z.string(),
  body: z.string(),
  state: z.string(),
  attempts: z.number(),
  responseStatus: z.number().nullable(),
  responseStart: z.string().nullable(),
  failure: z.string().nullable(),
});
const Listed = z.object({
  webhookDeliveries: z.object({ edges: z.array(z.object({ node: Delivery })) }),
});
const Event = z.object({ type: z.string(), courseId: z.string(), data: z.record(z.string(), z.unknown()) });

/** Makes a course, who teaches it, and a webhook of it at a path of the receiver that is its own. */
export async function aWebhook(api: ApiUnderTest, receiver: Receiver, events: readonly string[]) {
  const course = await aCourse(api);
  const { token } = await course.member('instructor');
  const path = `/${crypto.randomUUID()}`;
  const input = { courseId: course.id, url: `${receiver.url}${path}`, label: 'Ours', events };
  const { secret, webhook } = Made.parse((await api.ask(create, { input }, token)).data?.['createWebhook']);
  const received = () => receiver.received.filter((one) => one.path === path);
  return {
    course,
    token,
    secret,
    ...webhook,
    received,
    /** The events that came, in their order. */
    got: () => received().map(({ body }) => Event.parse(JSON.parse(body))),
    /** What GraphQL shows of its deliveries, newest first. */
    deliveries: async () => {
      const { data } = await api.ask(deliveries, { id: webhook.id }, token);
      return Listed.parse(data).webhookDeliveries.edges.map(({ node }) => node);
    },
    /** Queues an event that says nothing. */
    test: () => api.ask('mutation ($id: ID!) { testWebhook(id: $id) { id } }', { id: webhook.id }, token),
  };
}
