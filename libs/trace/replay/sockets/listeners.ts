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

/**
 * A listening socket has every name of its file: who connects to the new one reaches it, too. The old one stays known, which does no
 * harm when it is gone, for then nobody can connect to it. See unix(7), rename(2), link(2).
 */
export function nameListener(world: World, { from, to }: { from: string; to: string }): void {
  const listener = world.listeners.get(`unix ${from}`);
  if (listener) world.listeners.set(`unix ${to}`, listener);
}

function isOpen(world: World, socket: Socket): boolean {
  return world.lives.some(
    (life) =>
      life.endMs === null && [...life.table.entries.values()].some(({ file }) => file.socket === socket),
  );
}
