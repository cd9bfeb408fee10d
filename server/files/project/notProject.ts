/** Said of a file that cannot be read as a project; the message is for its user. */
export class NotProject extends Error {}
