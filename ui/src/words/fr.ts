// French.

import type { Words } from "./words.svelte";
import { actionNames, shared } from "./catalogue";
import { actions } from "./fr/actions";
import { browse } from "./fr/browse";
import { common } from "./fr/common";
import { collections } from "./fr/collections";
import { compare } from "./fr/compare";
import { files } from "./fr/files";
import { details } from "./fr/details";
import { errors } from "./fr/errors";
import { shell } from "./fr/shell";
import { statuses } from "./fr/statuses";
import { connect } from "./fr/connect";
import { dialogs } from "./fr/dialogs";
import { doctor } from "./fr/doctor";
import { metadata } from "./fr/metadata";
import { preferences } from "./fr/preferences";
import { recovered } from "./fr/recovered";
import { transfers } from "./fr/transfers";
import { tray } from "./fr/tray";

const both = shared("fr");

export const fr: Words = {
  common: { ...common, ...both.common },
  shell: { ...shell, ...both.shell, brake: { ...shell.brake, ...both.brake } },
  browse,
  collections,
  compare,
  files,
  details,
  statuses: { ...statuses, ...both.statuses, transfer: { ...both.transfers.states, ...statuses.transfer } },
  actions: { ...actions, byAction: actionNames("fr") },
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
