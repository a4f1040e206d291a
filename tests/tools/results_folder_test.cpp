#include "tests/tools/results_sample.hpp"
#include "tests/tools/results_scratch.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/store.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <fcntl.h>
#include <functional>
#include <iterator>
#include <optional>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using results::Folder;
using results::FolderError;
using results::FolderRefused;

constexpr const char* ours = R"({"program": "wholeplace"})";

void make_result_folder(const fs::path& path, const std::string& summary) {
  fs::create_directories(path);
  std::ofstream(path / "manifest.json") << ours;
  std::ofstream(path / "summary.json") << summary;
}

/// Names in a folder, hidden ones included.
std::size_t entries(const fs::path& path) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {}));
}

/// Runs a claim in a child, whose limits and mounts die with it. \return its exit status
int in_child(const std::function<int()>& claim) {
  const pid_t child = fork();
  if (child == 0) {
    int status = 99;
    try {
      status = claim();
    } catch (...) {}
    _exit(status);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

constexpr int cannot_be_tried = 77;

/// Replaces results in `parent` until the disk is full. \return 0 if it failed as it should: full, the old results as
/// they were, nothing left behind
int fill_up(const fs::path& parent, bool by_store) {
  make_result_folder(parent / "out", "old");
  try {
    Folder folder(parent / "out", true);
    if (by_store) {
      results::Store store{.results = sample_results(), .meta = {}, .assumptions = {}, .validation = {}, .drawn = {}};
      store.results.replications.resize(20'000);
      for (std::uint32_t r = 0; r < 20'000; ++r) store.results.replications[r] = r;
      store.results.values.assign(20'000 * 36, 0.1);
      results::write_store(folder.path() / "results.sqlite", store);
    } else {
      folder.write("manifest.json", ours);
      folder.write("big", std::string(4'000'000, 'x'));
    }
    folder.publish();
    return 1;
  } catch (const FolderError& error) {
    if (!error.full) return 2;
    if (dynamic_cast<const FolderRefused*>(&error) != nullptr) return 3;
    if (!by_store && std::string(error.what()).find((parent / "out" / "big").string()) == std::string::npos) return 4;
  }
  if (entries(parent) != 1) return 5;
  if (entries(parent / "out") != 2) return 6;
  return content_of(parent / "out" / "summary.json") == "old" ? 0 : 7;
}

int with_a_small_file_limit(const fs::path& parent, bool by_store) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{100'000, 100'000};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return cannot_be_tried;
  return fill_up(parent, by_store);
}

int on_a_small_disk(const fs::path& parent, bool by_store) {
  if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWNS | CLONE_NEWUSER) != 0) return cannot_be_tried;
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return cannot_be_tried;
  if (mount("tmpfs", parent.c_str(), "tmpfs", 0, "size=200k") != 0) return cannot_be_tried;
  return fill_up(parent, by_store);
}

}  // namespace

TEST_CASE("nothing shows at the target before the results are published, and then everything does") {
  const Scratch scratch;
  Folder folder(scratch.path() / "out");
  folder.write("manifest.json", ours);
  folder.write("quality/stress.md", "STRESS");
  CHECK_FALSE(fs::exists(scratch.path() / "out"));
  CHECK(folder.publish().empty());
  CHECK(content_of(scratch.path() / "out" / "quality" / "stress.md") == "STRESS");
  CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("a folder that is not published leaves nothing behind") {
  const Scratch scratch;
  { Folder(scratch.path() / "a" / "b" / "out").write("summary.json", "{}"); }
  CHECK(entries(scratch.path()) == 0);
}

TEST_CASE("parents that a failed run made are kept if somebody has put files there") {
  const Scratch scratch;
  {
    const Folder folder(scratch.path() / "a" / "out");
    std::ofstream(scratch.path() / "a" / "mine") << "x";
  }
  CHECK(entries(scratch.path() / "a") == 1);
}

TEST_CASE("missing parents are made") {
  const Scratch scratch;
  Folder folder(scratch.path() / "a" / "b" / "out");
  folder.write("summary.json", "{}");
  folder.publish();
  CHECK(fs::exists(scratch.path() / "a" / "b" / "out" / "summary.json"));
}

TEST_CASE("existing results are refused before anything is written") {
  const Scratch scratch;
  make_result_folder(scratch.path() / "out", "old");
  CHECK_THROWS_WITH_AS(Folder(scratch.path() / "out"), doctest::Contains("already exists"), FolderRefused);
  CHECK_THROWS_AS(Folder((scratch.path() / "out").string() + "/"), FolderRefused);
  CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("force replaces existing results, and only when the new ones are complete") {
  const Scratch scratch;
  make_result_folder(scratch.path() / "out", "old");
  {
    Folder abandoned(scratch.path() / "out", true);
    abandoned.write("summary.json", "half");
  }
  CHECK(content_of(scratch.path() / "out" / "summary.json") == "old");
  Folder folder(scratch.path() / "out", true);
  folder.write("manifest.json", ours);
  CHECK(content_of(scratch.path() / "out" / "summary.json") == "old");
  CHECK(folder.publish().empty());
  CHECK_FALSE(fs::exists(scratch.path() / "out" / "summary.json"));
  CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("force never replaces what is not a result folder") {
  const Scratch scratch;
  const fs::path photos = scratch.path() / "photos", site = scratch.path() / "site", file = scratch.path() / "file";
  fs::create_directories(photos);
  std::ofstream(photos / "cat.jpg") << "cat";
  fs::create_directories(site);
  std::ofstream(site / "manifest.json") << R"({"name": "a web page, which has a manifest.json too"})";
  std::ofstream(file) << "mine";
  fs::create_directories(scratch.path() / "odd" / "manifest.json");
  for (const fs::path& target : {photos, site, file, scratch.path() / "odd"}) {
    CAPTURE(target);
    CHECK_THROWS_AS(Folder(target, true), FolderRefused);
  }
  CHECK(entries(scratch.path()) == 4);
  CHECK(content_of(photos / "cat.jpg") == "cat");
}

TEST_CASE("force takes an empty folder") {
  const Scratch scratch;
  fs::create_directories(scratch.path() / "out");
  CHECK_THROWS_AS(Folder(scratch.path() / "out"), FolderRefused);
  Folder folder(scratch.path() / "out", true);
  folder.write("manifest.json", ours);
  folder.publish();
  CHECK(entries(scratch.path() / "out") == 1);
}

TEST_CASE("through a link, the folder it leads to is replaced and the link stays") {
  const Scratch scratch;
  make_result_folder(scratch.path() / "real", "old");
  fs::create_directory_symlink(scratch.path() / "real", scratch.path() / "link");
  fs::create_directory_symlink(scratch.path() / "nowhere", scratch.path() / "broken");
  Folder folder(scratch.path() / "link", true);
  folder.write("manifest.json", ours);
  folder.publish();
  CHECK(fs::is_symlink(scratch.path() / "link"));
  CHECK(entries(scratch.path() / "real") == 1);
  CHECK_THROWS_AS(Folder(scratch.path() / "broken", true), FolderRefused);
}

TEST_CASE("a parent that takes no folders is refused with the reason") {
  const Scratch scratch;
  std::ofstream(scratch.path() / "file") << "x";
  CHECK_THROWS_WITH_AS(Folder(scratch.path() / "file" / "out"), doctest::Contains("Not a directory"), FolderRefused);
  CHECK_THROWS_WITH_AS(Folder(scratch.path() / "file" / "a" / "out"), doctest::Contains("file"), FolderRefused);
  if (geteuid() == 0) return;  // whom permissions do not stop
  fs::permissions(scratch.path(), fs::perms::owner_read | fs::perms::owner_exec);
  CHECK_THROWS_WITH_AS(Folder(scratch.path() / "out"), doctest::Contains("permission denied"), FolderRefused);
  fs::permissions(scratch.path(), fs::perms::owner_all);
}

TEST_CASE("places that cannot be a result folder are refused") {
  CHECK_THROWS_AS(Folder(""), FolderRefused);
  CHECK_THROWS_AS(Folder("/", true), FolderRefused);
  CHECK_THROWS_AS(Folder(".", true), FolderRefused);
  CHECK_THROWS_AS(Folder("..", true), FolderRefused);
}

TEST_CASE("files stay inside the folder") {
  const Scratch scratch;
  Folder folder(scratch.path() / "out");
  CHECK_THROWS_AS(folder.write("../x", ""), std::logic_error);
  CHECK_THROWS_AS(folder.write("/tmp/x", ""), std::logic_error);
  CHECK_THROWS_AS(folder.write("", ""), std::logic_error);
}

TEST_CASE("results go next door if their place has been taken during the run") {
  const Scratch scratch;
  for (const bool force : {false, true}) {
    CAPTURE(force);
    const fs::path target = scratch.path() / (force ? "forced" : "out");
    Folder folder(target, force);
    folder.write("summary.json", "new");
    fs::create_directories(target);
    std::ofstream(target / "mine") << "x";
    CHECK(folder.publish().find("has come to exist") != std::string::npos);
    CHECK(content_of(target / "mine") == "x");
    CHECK(content_of(target.string() + "-2/summary.json") == "new");
  }
}

TEST_CASE("results that go next door do not replace what stands there") {
  const Scratch scratch;
  make_result_folder(scratch.path() / "out-2", "old");
  Folder folder(scratch.path() / "out", true);
  folder.write("summary.json", "new");
  std::ofstream(scratch.path() / "out") << "mine";
  folder.publish();
  CHECK(content_of(scratch.path() / "out-2" / "summary.json") == "old");
  CHECK(content_of(scratch.path() / "out-3" / "summary.json") == "new");
  CHECK(folder.target() == scratch.path() / "out-3");
}

TEST_CASE("two runs may prepare the same folder, and the second to finish loses nothing") {
  const Scratch scratch;
  Folder first(scratch.path() / "out"), second(scratch.path() / "out");
  first.write("summary.json", "first");
  second.write("summary.json", "second");
  CHECK(first.publish().empty());
  CHECK_FALSE(second.publish().empty());
  CHECK(content_of(scratch.path() / "out" / "summary.json") == "first");
  CHECK(content_of(second.target() / "summary.json") == "second");
}

TEST_CASE("two folders change places with and without the help of the file system") {
  for (const bool may_exchange : {true, false}) {
    CAPTURE(may_exchange);
    const Scratch scratch;
    make_result_folder(scratch.path() / "old", "old");
    make_result_folder(scratch.path() / "fresh", "fresh");
    const fs::path left = results::replace_folder(scratch.path() / "fresh", scratch.path() / "old",
                                                  scratch.path() / "away", may_exchange);
    CHECK(content_of(scratch.path() / "old" / "summary.json") == "fresh");
    CHECK(content_of(left / "summary.json") == "old");
    CHECK(entries(scratch.path()) == 2);
  }
}

TEST_CASE("a replacement that fails puts the old folder back") {
  for (const bool may_exchange : {true, false}) {
    CAPTURE(may_exchange);
    const Scratch scratch;
    make_result_folder(scratch.path() / "old", "old");
    CHECK_THROWS_AS(results::replace_folder(scratch.path() / "absent", scratch.path() / "old", scratch.path() / "away",
                                            may_exchange),
                    FolderError);
    CHECK(content_of(scratch.path() / "old" / "summary.json") == "old");
    CHECK(entries(scratch.path()) == 1);
  }
}

TEST_CASE("a full disk leaves the old results as they were and nothing else") {
  for (const bool by_store : {false, true}) {
    CAPTURE(by_store);
    const Scratch scratch;
    CHECK(in_child([&] { return with_a_small_file_limit(scratch.path(), by_store); }) == 0);
    CHECK(entries(scratch.path()) == 1);
    const Scratch disk;
    const int status = in_child([&] { return on_a_small_disk(disk.path(), by_store); });
    if (status == cannot_be_tried)
      MESSAGE("no small disk could be mounted here");
    else
      CHECK(status == 0);
  }
}

TEST_CASE("the error of a full disk says so in words") {
  CHECK(std::string(results::write_error("x/y", ENOSPC).what()) == "x/y: no space left on device");
  CHECK(results::write_error("x", EDQUOT).full);
  CHECK_FALSE(results::write_error("x", EIO).full);
}

TEST_CASE("a forked child does not remove its parent's folder") {
  const Scratch scratch;
  std::optional<Folder> folder(std::in_place, scratch.path() / "out");
  CHECK(in_child([&] {
          folder.reset();
          return 0;
        }) == 0);
  CHECK(fs::exists(folder->path()));
}
