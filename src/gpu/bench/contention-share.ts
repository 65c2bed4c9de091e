/** Share of a time in which a thread was put aside, 0 to 1. */
export type ContentionShare = number;
