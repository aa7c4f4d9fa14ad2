/** Where the desk is. By itself, since a wall asks for it too and loads nothing else of the desk. */
export const CONSOLE = '/console'
