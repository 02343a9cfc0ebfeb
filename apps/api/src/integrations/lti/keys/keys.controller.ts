import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { apiConfig, type ApiConfig } from '../../../config.js';
import { OpenToAll } from '../../../people/access.guard.js';
import { publicOrigin } from '../public-origin.js';
import { ToolKeys, type ShownKey } from './tool-keys.js';
import { toolConfiguration } from './tool-configuration.js';

/** What a platform has to know of ipclab before it launches it. */
@ApiExcludeController()
@OpenToAll(true)
@Controller('lti')
export class KeysController {
  constructor(
    @Inject(ToolKeys) private readonly keys: ToolKeys,
    @Inject(apiConfig) private readonly config: ApiConfig,
  ) {}

  /** Short, so that a platform hears of a new key before long. */
  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=300')
  async jwks(): Promise<{ keys: ShownKey[] }> {
    return { keys: await this.keys.shown() };
  }

  @Get('configuration.json')
  configuration() {
    return toolConfiguration(publicOrigin(this.config));
  }
}
