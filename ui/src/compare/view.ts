// How far both pictures are enlarged and moved: one view for both.

export type View = { scale: number; x: number; y: number };
export type Room = { width: number; height: number };

/** The whole picture, in the middle. */
export const whole: View = { scale: 1, x: 0, y: 0 };
const MOST = 32;

/** Enlarges around a point, given from the middle of the room; never smaller than the whole. */
export function zoomed(view: View, by: number, around: { x: number; y: number }, room: Room): View {
  const scale = Math.min(MOST, Math.max(1, view.scale * by));
  const share = scale / view.scale;
  return bounded({ scale, x: around.x - (around.x - view.x) * share, y: around.y - (around.y - view.y) * share }, room);
}

export function moved(view: View, x: number, y: number, room: Room): View {
  return bounded({ ...view, x: view.x + x, y: view.y + y }, room);
}

/** What is enlarged fills the room: no edge comes further in than the room's. */
function bounded(view: View, room: Room): View {
  const most = { x: (room.width * (view.scale - 1)) / 2, y: (room.height * (view.scale - 1)) / 2 };
  const within = (at: number, limit: number): number => Math.min(limit, Math.max(-limit, at)) + 0;
  return { scale: view.scale, x: within(view.x, most.x), y: within(view.y, most.y) };
}
