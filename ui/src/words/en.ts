// English, the source of the catalogue: a word that another language lacks does not compile.
// One file an area; further areas are added here and in each other language.

import { actions, refusals } from "./en/actions";
import { browse } from "./en/browse";
import { common } from "./en/common";
import { details } from "./en/details";
import { errors } from "./en/errors";
import { shell } from "./en/shell";
import { statuses } from "./en/statuses";
import { connect } from "./en/connect";
import { dialogs } from "./en/dialogs";
import { doctor } from "./en/doctor";
import { compare } from "./en/compare";
import { files } from "./en/files";
import { preferences } from "./en/preferences";
import { recovered } from "./en/recovered";
import { transfers } from "./en/transfers";
import { tray } from "./en/tray";

export const en = {
  common,
  shell,
  browse,
  details,
  statuses,
  actions,
  refusals,
  errors,
  connect,
  dialogs,
  doctor,
  compare,
  files,
  preferences,
  recovered,
  transfers,
  tray,
};
