import { Manager } from 'socket.io-client'

/**
 * One connection a page, whatever talks over it: the wall's tiles, and what a paired display is to show. A server that ends closes it for
 * another to be called, which is there already: at once, and ever more seldom where nobody answers.
 */
export const manager = new Manager({
  transports: ['websocket', 'polling'],
  reconnectionDelay: 200,
  reconnectionDelayMax: 5_000,
  autoConnect: false,
})
