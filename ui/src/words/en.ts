// English, the source of the catalogue: a word that another language lacks does not compile.
// One file an area; further areas are added here and in each other language.

import { actionNames, shared } from "./catalogue";
import { actions } from "./en/actions";
import { browse } from "./en/browse";
import { common } from "./en/common";
import { collections } from "./en/collections";
import { compare } from "./en/compare";
import { files } from "./en/files";
import { details } from "./en/details";
import { errors } from "./en/errors";
import { shell } from "./en/shell";
import { statuses } from "./en/statuses";
import { connect } from "./en/connect";
import { dialogs } from "./en/dialogs";
import { doctor } from "./en/doctor";
import { metadata } from "./en/metadata";
import { preferences } from "./en/preferences";
import { recovered } from "./en/recovered";
import { transfers } from "./en/transfers";
import { tray } from "./en/tray";

const both = shared("en");

export const en = {
  common: { ...common, ...both.common },
  shell: { ...shell, ...both.shell, brake: { ...shell.brake, ...both.brake } },
  browse,
  collections,
  compare,
  files,
  details,
  statuses: { ...statuses, ...both.statuses, transfer: { ...both.transfers.states, ...statuses.transfer } },
  actions: { ...actions, byAction: actionNames("en") },
  refusals: both.refusals,
  errors: { ...errors, ...both.errors },
  connect,
  dialogs,
  doctor: { ...doctor, ...both.doctor },
  metadata,
  preferences,
  recovered: { ...recovered, ...both.recovered },
  transfers: { ...transfers, ...both.transfers },
  tray,
};
