import { Manager } from 'socket.io-client'

/** One connection a page, whatever talks over it: the wall's tiles, and what a paired display is to show. */
export const manager = new Manager({ transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000, autoConnect: false })
