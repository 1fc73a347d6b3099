"use strict";
// Draws a chart that has all it needs within itself. Vega promises its drawings: `answer` is asked for in a second call.
(() => {
  delete globalThis.document;
  let errors = [];
  let answered = null;

  // Vega goes on without what it can't load, and after what went wrong: a chart with a gap that nobody sees.
  const note = (error) => { errors.push(error); return logger; };
  const pass = () => logger;
  const logger = {level: pass, warn: pass, info: pass, debug: pass, error: note};
  const refuse = () => {
    note(new Error("a chart draws what it was given and fetches nothing"));
    throw errors[0];
  };
  const loader = {load: refuse, sanitize: refuse, http: refuse, file: refuse};

  // Charts of one kind differ in their rows alone, and planning one takes as long as drawing it. Kept are the plans last used:
  // what a chart is without its rows, as text, to what Vega runs and where rows go in it.
  const plans = new Map();
  const mostPlans = 64;
  const number = "\u2063rows";

  // Takes the rows out of a chart and leaves their number in their place: equal rows have one number, as Vega-Lite merges them.
  const takeRows = (part, taken, numbers) => {
    if (part === null || typeof part !== "object") return;
    const rows = part.data && part.data.values;
    if (Array.isArray(rows)) {
      const text = JSON.stringify(rows);
      if (!numbers.has(text)) numbers.set(text, taken.push(rows) - 1);
      part.data.values = [{[number]: numbers.get(text)}];
    }
    for (const [name, inner] of Object.entries(part)) if (name !== "data") takeRows(inner, taken, numbers);
  };
  const placesOf = (part, found = []) => {
    if (part === null || typeof part !== "object") return found;
    const rows = part.$ingest && part.$ingest[0] && part.$ingest[0][number];
    if (rows !== undefined) found.push({place: part, rows});
    else for (const inner of Object.values(part)) placesOf(inner, found);
    return found;
  };
  const makePlan = (chart) => {
    const {spec} = vega.compile(chart, {logger});
    const runs = vega.parse(spec);
    const places = placesOf(runs);
    // A plan with an error, or with rows elsewhere than where they are put, would draw something else the next time.
    if (places.length !== JSON.stringify(spec).split(`"${number}":`).length - 1) note(new Error("rows stand where no data are"));
    if (errors.length) throw errors[0];
    return {runs, places};
  };
  const planOf = (chart) => {
    const text = JSON.stringify(chart);
    const plan = plans.get(text) ?? makePlan(chart);
    plans.delete(text);
    plans.set(text, plan); // in the order of their last use
    if (plans.size > mostPlans) plans.delete(plans.keys().next().value);
    return plan;
  };

  const draw = async (text) => {
    errors = [];
    vega.resetSVGDefIds(); // the same chart has the same ids, whatever was drawn before it
    const chart = JSON.parse(text);
    const taken = [];
    takeRows(chart, taken, new Map());
    const {runs, places} = planOf(chart);
    for (const {place, rows} of places) place.$ingest = taken[rows];
    const view = new vega.View(runs, {loader, logger, renderer: "none"});
    const svg = await view.toSVG();
    if (errors.length) throw errors[0];
    return svg;
  };

  globalThis.ask = (text) => {
    answered = null;
    draw(text).then(
      (svg) => { answered = svg; },
      (error) => { answered = String((error && error.message) || error); },
    );
  };
  globalThis.answer = () => answered;
})();
