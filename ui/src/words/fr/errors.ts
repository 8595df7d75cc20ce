export const errors = {
  serverSaid: (said: string) => `Détail : ${said}`,
};
