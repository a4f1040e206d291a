#include "tools/results/unfinished.hpp"

#include "tests/tools/results/finished.hpp"
#include "tests/tools/results_scratch.hpp"
#include "tools/results/folder.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;
using results::Job;
using results::Unfinished;
using Start = results::Unfinished::Start;

const results::Identity identity{{"seed", "7"}}, other{{"seed", "8"}};

void leave_some_work(const fs::path& target) {
  Unfinished work(target, Start::anew, identity, {});
  work.store().keep({0, 5}, {{1}, 1});
}

std::string refusal(const fs::path& target, Start start, const results::Identity& experiment = identity) {
  try {
    const Unfinished work(target, start, experiment, {});
  } catch (const results::FolderRefused& refused) { return refused.what(); }
  return "";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("work that is left is gone on with, and work without a replication is not left") {
  const Scratch scratch;
  const fs::path target = scratch.path() / "made" / "results";
  { const Unfinished work(target, Start::anew, identity, {}); }
  CHECK(fs::is_empty(scratch.path()));
  leave_some_work(target);
  CHECK(fs::exists(results::unfinished_of(target)));
  {
    Unfinished work(target, Start::resume, identity, {});
    CHECK(finished(work.store()) == std::vector<Job>{{0, 5}});
    CHECK(work.kept() == 1);
    work.finish();
    CHECK(work.kept() == 0);
  }
  CHECK_FALSE(fs::exists(results::unfinished_of(target)));
}

TEST_CASE("who begins anew does not lose what another run has finished, unless by force") {
  const Scratch scratch;
  const fs::path target = scratch.path() / "results";
  leave_some_work(target);
  CHECK(contains(refusal(target, Start::anew), "holds 1 finished replications of an interrupted run"));
  CHECK(contains(refusal(target, Start::resume, other), "another experiment"));
  CHECK(contains(refusal(target, Start::resume, other), "\n  seed: 7 and 8"));
  CHECK(contains(refusal(target, Start::anew), "; --resume goes on with them, --force begins anew"));
  CHECK(contains(refusal(target, Start::resume, other), "; --force instead of --resume begins anew"));
  CHECK(Unfinished(target, Start::resume, identity, {}).store().count_finished() == 1);
  Unfinished work(target, Start::force, other, {});
  CHECK(work.store().count_finished() == 0);
  CHECK(work.store().identity() == other);
}

TEST_CASE("what is not unfinished work is in the way, and stays") {
  const Scratch scratch;
  const fs::path target = scratch.path() / "results", path = results::unfinished_of(target);
  std::ofstream(path) << "mine";
  for (const Start start : {Start::anew, Start::resume, Start::force})
    CHECK(contains(refusal(target, start), "is in the way: not an unfinished run"));
  CHECK(content_of(path) == "mine");
  fs::remove(path);
  fs::create_directory(path);
  std::ofstream(path / "notes.txt") << "mine";
  for (const Start start : {Start::anew, Start::resume, Start::force})
    CHECK(contains(refusal(target, start), "is in the way: not an unfinished run"));
  CHECK(content_of(path / "notes.txt") == "mine");
}

TEST_CASE("an empty folder or a store never begun is begun") {
  for (const Start start : {Start::anew, Start::resume, Start::force}) {
    const Scratch scratch;
    const fs::path target = scratch.path() / "results", path = results::unfinished_of(target);
    fs::create_directory(path);
    CHECK(refusal(target, start) == "");
    fs::create_directory(path);
    std::ofstream(path / results::ReplicationStore::file_name).close();
    CHECK(refusal(target, start) == "");
  }
}

TEST_CASE("a damaged store is left alone, unless by force") {
  const Scratch scratch;
  const fs::path target = scratch.path() / "results", path = results::unfinished_of(target);
  fs::create_directory(path);
  std::ofstream(path / results::ReplicationStore::file_name) << "nothing that SQLite could ever take for a database";
  for (const Start start : {Start::anew, Start::resume}) CHECK(contains(refusal(target, start), "cannot be resumed ("));
  CHECK(contains(refusal(target, Start::anew), "; --force begins anew"));
  CHECK(contains(refusal(target, Start::resume), "; --force instead of --resume begins anew"));
  CHECK(content_of(path / results::ReplicationStore::file_name).starts_with("nothing"));
  CHECK(refusal(target, Start::force) == "");
}

TEST_CASE("while one process is at work, no other can resume, begin or force its way in, and its work is safe") {
  const Scratch scratch;
  const fs::path target = scratch.path() / "results";
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    Unfinished work(target, Start::anew, identity, {});
    work.store().keep({0, 1}, {{1}, 1});
    work.store().commit();
    if (write(ready[1], "x", 1) == 1) pause();
    _exit(1);
  }
  char c = 0;
  REQUIRE(read(ready[0], &c, 1) == 1);
  for (const Start start : {Start::anew, Start::resume, Start::force})
    CHECK(contains(refusal(target, start), "another run is writing to it"));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  CHECK(finished(Unfinished(target, Start::resume, identity, {}).store()) == std::vector<Job>{{0, 1}});
}
