/** Two pictures beside or over each other. */
export const compare = {
  title: "Compare pictures",
  short: "Compare",
  two: "Compare the pictures",
  pictures: "Compare pictures",
  how: "How they are compared",
  hint: "Both pictures. Plus and minus zoom, the arrows move.",
  modes: { beside: "Side by side", over: "Overlay", wipe: "Wipe", difference: "Difference" },
  opacity: "Opacity of the second picture",
  edge: "Edge between the pictures",
  first: "First picture",
  second: "Second picture",
  smaller: "Zoom out",
  larger: "Zoom in",
  scale: (times: string) => `×${times}`,
  none: "There is no picture of this type.",
  picture: (name: string) => `Picture of ${name}`,
};
