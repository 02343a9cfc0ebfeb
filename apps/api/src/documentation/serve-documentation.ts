import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Serves the OpenAPI 3.1 document of the REST api and a page that shows it, both from here and from nowhere else. */
export function serveDocumentation(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('ipclab')
    .setDescription(
      'Hand in programs that communicate, and read what they really did. Refusals are problem details (RFC 9457) with a code.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A session or a personal token' })
    .build();
  const document = SwaggerModule.createDocument(app, config);
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/v1/openapi.json',
    raw: ['json'],
    customSiteTitle: 'ipclab: REST',
    // Swagger's page would otherwise ask a server of its makers whether the document is valid.
    swaggerOptions: { validatorUrl: null },
  });
}
