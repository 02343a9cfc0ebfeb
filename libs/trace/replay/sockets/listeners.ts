import type { World } from '../model.js';
import type { Socket } from './sockets.js';

/**
 * With SO_REUSEPORT several sockets listen at one address, and the kernel gives each connection to one of them, unseen: they share
 * what waits to be accepted, so that who accepts it tells whose it was. See socket(7).
 */
export function joinListeners(world: World, socket: Socket, address: string): void {
  const before = world.listeners.get(`${socket.family} ${address}`);
  if (!before || before === socket || !isOpen(world, before)) return;
  socket.backlog = before.backlog;
  socket.guesses = before.guesses;
}

function isOpen(world: World, socket: Socket): boolean {
  return world.lives.some(
    (life) =>
      life.endMs === null && [...life.table.entries.values()].some(({ file }) => file.socket === socket),
  );
}
