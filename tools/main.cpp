#include "models/abuse/life.hpp"
#include "models/scenario/diagnostics.hpp"
#include "tools/commands.hpp"
#include "tools/ranks.hpp"
#include "tools/results/build_info.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/store.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <memory>
#include <system_error>
#include <unistd.h>

namespace {

void prices_option(CLI::App& verb, std::string& to) {
  verb.add_option("--prices", to, "FILE.csv: prices in place of the scenario's own, as in a result's prices.csv");
}

void scenario_file(CLI::App& verb, tools::ScenarioOptions& to) {
  prices_option(verb, to.prices_file);
  verb.add_option("SCENARIO", to.scenario, "scenario file (YAML)")->required();
  verb.add_option("--set", to.sets, "path=value, applied last; may be repeated")->allow_extra_args(false)->take_all();
}

void scenario_options(CLI::App& verb, tools::ScenarioOptions& to) {
  scenario_file(verb, to);
  verb.add_option("--systems", to.systems, "only these systems, and the baseline: a,b")->delimiter(',');
}

void threads_option(CLI::App& verb, std::optional<unsigned>& to) {
  verb.add_option("-j,--threads", to, "threads; all cores if absent")->check(CLI::Range(1U, 4096U));
}

/// \param what  the folder's name ends with
void output_options(CLI::App& verb, tools::OutputOptions& to, const std::string& what = "results") {
  threads_option(verb, to.threads);
  verb.add_option("-o,--out", to.out, "result folder; NAME-" + what + " beside you if absent");
  verb.add_flag("--force", to.force, "replace an existing result folder");
  verb.add_flag("--resume", to.resume, "go on with what an interrupted run has finished, with --force too");
  verb.add_flag("--quiet", to.quiet, "print nothing but errors");
}

void shard_option(CLI::App& verb, std::optional<tools::Shard>& to) {
  verb.add_option_function<std::string>(
          "--shard",
          [&to](const std::string& text) {
            tools::Shard shard;
            int read = 0;
            const bool whole = std::sscanf(text.c_str(), "%9u/%9u%n", &shard.i, &shard.n, &read) == 2 &&
                               static_cast<std::size_t>(read) == text.size();
            if (!whole || shard.i < 1 || shard.i > shard.n)
              throw CLI::ValidationError("--shard",
                                         "expected i/n with i from 1 to n, got " + scenario::in_message(text));
            to = shard;
          },
          "only the i-th of n parts, to be joined by merge")
      ->type_name("i/n");
}

/// Says that what was to be printed did not all arrive. \return the exit status
int not_printed(int error) {
  const results::FolderError why = results::write_error("standard output", error);
  std::cerr << "wholeplace: " << why.what() << '\n';
  return why.full ? 3 : 1;
}

/// \return the status, or another if what was printed did not all arrive
int printed(int status) {
  const bool arrived = std::cout.flush() && std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  return arrived ? status : not_printed(errno);  // of this flush or an earlier one
}

/// Runs a verb and turns what it throws into messages and the documented exit status.
/// \param failed_write  what else to say when a file could not be written
int guarded(const std::function<int()>& verb, const char* failed_write = "") {
  try {
    return printed(verb());
  } catch (const scenario::InputError& e) {
    for (const auto& d : e.diagnostics()) std::cerr << scenario::to_string(d) << '\n';
    return 2;
  } catch (const results::FolderRefused& e) {
    std::cerr << "wholeplace: " << e.what() << '\n';
    return 2;
  } catch (const results::StoreError& e) {
    std::cerr << "wholeplace: " << e.what() << '\n';
    return 2;
  } catch (const results::FolderError& e) {
    std::cerr << "wholeplace: " << e.what() << failed_write << '\n';
    return e.full ? 3 : 1;
  } catch (const std::system_error& e) {
    if (std::string_view(e.what()).starts_with("cannot write to file"))  // from fmt::print
      return not_printed(e.code().value());
    std::cerr << "wholeplace: " << e.what() << '\n';
    return 1;
  } catch (const std::exception& e) {
    std::cerr << "wholeplace: " << e.what() << '\n';
    return 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"wholeplace simulates domestic-abuse demand and compares ways to organise services.", "wholeplace"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "wholeplace " + results::build_info().version);

  tools::RunOptions run;
  run.output.command_line.assign(argv, argv + argc);
  CLI::App* run_verb = app.add_subcommand("run", "run every system of a scenario, paired, and compare them");
  run_verb->footer(
      "--event-log writes a line for everything that happens to a person in the counted period of one replication, "
      "under\n"
      "every system: relationships, spells, incidents, moves of the true tier, presentations, referrals, waits, "
      "cases,\n"
      "assessments, with what a case costs. Process mining reads case_id (what follows from one cause; or take "
      "person),\n"
      "activity, lifecycle (XES), time (days from the first counted day) or date; vidigi reads entity_id, event_type,\n"
      "event, time, resource_id, pathway, which are empty on lines that move nobody. Take one system at a time.\n\n"
      "Example:\n  wholeplace run scenarios/west_cheshire.yaml -n 50 -o my_results");
  scenario_options(*run_verb, run.input);
  const CLI::Range positive(1U, 1'000'000U);
  run_verb->add_option("-n,--replications", run.replications, "sets of random numbers")->check(positive);
  run_verb->add_option("--seed", run.seed, "seed of every random number");
  run_verb->add_option("--replication", run.replication, "only this one, counted from 0")->excludes("--replications");
  shard_option(*run_verb, run.shard);
  run_verb->add_flag("--event-log", run.event_log,
                     "also write events.csv.gz, of replication 0 or that of --replication; see below");
  output_options(*run_verb, run.output);

  run_verb
      ->add_option_function<std::string>(
          "--parameters", [&run](const std::string& how) { run.drawn = how == "drawn"; },
          "fixed (chance only) or drawn: every uncertain number anew for each replication")
      ->check(CLI::IsMember({"fixed", "drawn"}));
  tools::SweepOptions sweep;
  sweep.output.command_line = run.output.command_line;
  CLI::App* sweep_verb = app.add_subcommand("sweep", "run a scenario at many design points and say what matters");
  sweep_verb->footer("Example:\n  wholeplace sweep scenarios/sweeps/idva_posts.yaml --dry-run");
  sweep_verb->add_option("SWEEP", sweep.sweep, "sweep file (YAML)")->required();
  prices_option(*sweep_verb, sweep.prices_file);
  sweep_verb->add_option("-n,--replications", sweep.replications, "of each point")->check(positive);
  sweep_verb->add_flag("--dry-run", sweep.dry_run, "only say how many points and replications, how long, how large");
  sweep_verb->add_option("--write-design", sweep.write_design, "only write the points: FILE.csv");
  shard_option(*sweep_verb, sweep.shard);
  output_options(*sweep_verb, sweep.output);

  tools::MergeOptions merge;
  merge.output.command_line = run.output.command_line;
  CLI::App* merge_verb = app.add_subcommand("merge", "join the shards of one experiment into one result folder");
  merge_verb->footer("Example:\n  wholeplace merge shard-1 shard-2 shard-3 -o whole");
  merge_verb->add_option("DIR", merge.folders, "the shards' result folders")->required();
  threads_option(*merge_verb, merge.output.threads);
  merge_verb->add_option("-o,--out", merge.output.out, "result folder")->required();
  merge_verb->add_flag("--event-log", merge.event_log, "also write events.csv.gz of replication 0, as run does");
  merge_verb->add_flag("--force", merge.output.force, "replace an existing result folder");
  merge_verb->add_flag("--resume", merge.output.resume, "go on with a merge that was interrupted");
  merge_verb->add_flag("--quiet", merge.output.quiet, "print nothing but errors");

  tools::CheckOptions check;
  CLI::App* check_verb = app.add_subcommand("check", "validate a scenario without running it");
  check_verb->footer("Example:\n  wholeplace check scenarios/west_cheshire.yaml --graph pathways.svg");
  scenario_options(*check_verb, check.input);
  check_verb->add_option("--graph", check.graph, "draw each system's services: FILE.svg or FILE.dot");
  check_verb->add_flag("--resolved", check.resolved, "print the whole scenario after includes");
  check_verb->add_flag("--metrics", check.metrics, "list every metric with unit and definition");

  tools::TraceOptions trace;
  CLI::App* trace_verb =
      app.add_subcommand("trace", "the life of one victim, perpetrator or child under each system, event by event");
  trace_verb->footer(
      "--pick chooses a person of the replication:\n"
      "  most-incidents-averted   the victim spared most of the baseline's incidents by one other system\n"
      "  first-false-escalation   the victim first graded high by risk aversion alone\n"
      "  longest-wait             whoever waited longest for a service\n"
      "  most-services            whoever had most cases begun\n\n"
      "Example:\n  wholeplace trace scenarios/west_cheshire.yaml --pick longest-wait --replication 3");
  scenario_options(*trace_verb, trace.input);
  CLI::Option* person = trace_verb->add_option("--person", trace.person, "number of a person as in events.csv.gz");
  trace_verb->add_option("--pick", trace.pick, "whom to take; most-incidents-averted if absent, see below")
      ->check(CLI::IsMember(std::vector<std::string>(abuse::pick_names.begin(), abuse::pick_names.end())))
      ->excludes(person);
  trace_verb->add_option("--replication", trace.replication, "which one, counted from 0; 0 if absent");
  trace_verb->add_option("--seed", trace.seed, "seed of every random number");
  trace_verb->add_option("--width", trace.width, "columns; the terminal's if absent, 120 elsewhere")
      ->check(CLI::Range(40U, 1000U));
  trace_verb->add_flag("--json", trace.json, "print every entry as JSON, for programs");

  tools::DiffOptions diff;
  CLI::App* diff_verb = app.add_subcommand("diff", "what differs between two result folders: inputs and outputs");
  diff_verb->footer("Example:\n  wholeplace diff before_results after_results -o differences.csv");
  diff_verb->add_option("FIRST", diff.first, "result folder")->required();
  diff_verb->add_option("SECOND", diff.second, "result folder; differences are second minus first")->required();
  diff_verb->add_flag("--groups", diff.groups, "metrics of groups too (tier, sex, area, ...)");
  diff_verb->add_flag("--all", diff.all, "print all of a long list");
  CLI::Option* diff_out = diff_verb->add_option("-o,--out", diff.out, "write everything to FILE.csv");
  diff_verb->add_flag("--force", diff.force, "replace that file")->needs(diff_out);
  tools::CalibrateOptions calibrate;
  calibrate.output.command_line = run.output.command_line;
  CLI::App* calibrate_verb = app.add_subcommand("calibrate", "fit the baseline's marked parameters to the targets");
  calibrate_verb->footer(
      "Example:\n  wholeplace calibrate scenarios/west_cheshire.yaml --parameter abuse.trust.loss=0.02:0.15 -o fit");
  scenario_file(*calibrate_verb, calibrate.input);
  calibrate_verb->add_option("--parameter", calibrate.parameters, "path=low:high: fit this too; may be repeated")
      ->allow_extra_args(false)
      ->take_all();
  calibrate_verb->add_option("-n,--replications", calibrate.replications, "in an evaluation; 8, or 20 of a network")
      ->check(CLI::Range(2U, 1'000'000U));
  calibrate_verb->add_option("--evaluations", calibrate.evaluations, "of the search, at most; 200 if absent")
      ->check(CLI::Range(1U, 1'000'000U));
  calibrate_verb->add_option("--starts", calibrate.starts, "local searches, at most; 3 if absent")
      ->check(CLI::Range(1U, 1'000U));
  calibrate_verb->add_option("--ensemble", calibrate.ensemble, "sets of parameters to keep, at most; 50 if absent")
      ->check(CLI::Range(2U, 100'000U));
  calibrate_verb->add_option("--seed", calibrate.seed, "seed of every random number");
  output_options(*calibrate_verb, calibrate.output, "calibration");

  tools::ReportOptions report;
  CLI::App* report_verb = app.add_subcommand("report", "make the report of a result folder anew, in that folder");
  report_verb->footer(
      "It writes what run and merge write: report.html and report.xlsx for readers, and quality/ for reviewers. All "
      "of\n"
      "it comes from the folder's files, and the same folder gives the same report. --sweep keeps the tables of a "
      "sweep\n"
      "of the same model in the folder, and the report shows what it found.\n\n"
      "Examples:\n  wholeplace report my_results\n  wholeplace report my_results --sweep results/hand_off_delay");
  report_verb->add_option("DIR", report.folder, "result folder of a run, a merge or a sweep")->required();
  report_verb->add_option("--sweep", report.sweeps, "result folder of a sweep to show in the report (repeatable)")
      ->type_name("DIR")
      ->allow_extra_args(false);
  threads_option(*report_verb, report.threads);
  report_verb->add_flag("--quiet", report.quiet, "print nothing but errors");

  CLI::App* schema_verb = app.add_subcommand("schema", "print the JSON Schema of the scenario format");
  schema_verb->footer("Example:\n  wholeplace schema > wholeplace.schema.json");

  std::unique_ptr<tools::Ranks> ranks;
  try {
    ranks = tools::open_ranks();
  } catch (const std::exception& error) {
    std::cerr << "wholeplace: " << error.what() << '\n';
    return 1;
  }
  if (!ranks->leads()) std::cerr.setstate(std::ios::failbit);  // one of us is enough to complain
  std::signal(SIGXFSZ, SIG_IGN);                               // a limit on file size: the write fails and is reported
  if (argc == 1) {
    std::cerr << app.help();
    return 2;
  }
  std::vector<std::string> verbs;
  for (const CLI::App* verb : app.get_subcommands({})) verbs.push_back(verb->get_name());
  if (argv[1][0] != '-' && std::find(verbs.begin(), verbs.end(), argv[1]) == verbs.end()) {
    std::cerr << "wholeplace: no command " << scenario::in_message(argv[1]) << scenario::did_you_mean(argv[1], verbs)
              << "\nRun with --help for more information.\n";
    return 2;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (ranks->leads()) app.exit(e);
    return e.get_exit_code() == 0 ? 0 : 2;
  }
  if (*run_verb) return guarded([&] { return tools::run(run, *ranks); });
  if (*sweep_verb) return guarded([&] { return tools::sweep(sweep, *ranks); });
  if (!ranks->leads()) return 0;  // no other verb is shared out
  if (*merge_verb) return guarded([&] { return tools::merge(merge); }, "; nothing was written");
  if (*check_verb) return guarded([&] { return tools::check(check); });
  if (*trace_verb) return guarded([&] { return tools::trace(trace); });
  if (*diff_verb) return guarded([&] { return tools::diff(diff); }, "; nothing was written");
  if (*calibrate_verb) return guarded([&] { return tools::calibrate(calibrate); });
  if (*report_verb) return guarded([&] { return tools::report(report); });
  if (*schema_verb) return guarded([] { return tools::schema(); });
  return 2;
}
