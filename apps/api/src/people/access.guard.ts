import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { callerOf } from './caller.js';
import { Door } from './door.js';

/** Marks what anybody may ask without a token: the catalogue, signing in, health. */
export const OpenToAll = Reflector.createDecorator<true>();

/** Lets nobody through without a good token, whichever way they came, unless the door is marked open. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Door) private readonly door: Door,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(OpenToAll, [context.getHandler(), context.getClass()]) === true)
      return true;
    await this.door.identify(callerOf(context));
    return true;
  }
}
