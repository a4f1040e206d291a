/** The kinds of charts by name. A new kind is a file beside this one and a line here. */
import {bars} from "./bars.js";
import {histogram} from "./histogram.js";
import {intervals} from "./intervals.js";
import {lines} from "./lines.js";
import {points} from "./points.js";
import {sankey} from "./sankey.js";
import {tornado} from "./tornado.js";

export const kinds = {bars, histogram, intervals, lines, points, sankey, tornado};
