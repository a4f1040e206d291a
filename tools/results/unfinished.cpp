#include "tools/results/unfinished.hpp"

#include "tools/results/folder.hpp"

#include <fmt/format.h>

#include <system_error>

namespace results {

namespace fs = std::filesystem;

fs::path unfinished_of(const fs::path& target) { return target.string() + ".unfinished"; }

/// Beside --resume --force speaks of the result folder alone, so that what is finished is not lost by a slip.
static std::string begins_anew(Unfinished::Start start) {
  return start == Unfinished::Start::resume ? "--force instead of --resume begins anew" : "--force begins anew";
}

Unfinished::Unfinished(const fs::path& target, Start start, const Identity& identity,
                       const std::vector<scenario::Assumption>& assumptions)
    : path_(unfinished_of(target)) {
  const fs::path file = path_ / ReplicationStore::file_name;
  const auto refuse = [&](const std::string& why) { throw FolderRefused(fmt::format("{}: {}", path_.string(), why)); };
  try {
    if (fs::exists(fs::symlink_status(path_)) && !fs::exists(file) &&
        (!fs::is_directory(path_) || !fs::is_empty(path_)))
      refuse("is in the way: not an unfinished run");
    if (fs::exists(file)) {
      bool useless = false;
      try {
        store_ = ReplicationStore::go_on(file);
      } catch (const StoreBusy&) { throw; } catch (const StoreError& error) {
        if (start != Start::force) refuse(fmt::format("cannot be resumed ({}); {}", error.what(), begins_anew(start)));
        useless = true;
      }
      if (store_ && start == Start::resume) {
        const std::vector<std::string> unlike = differences(store_->identity(), identity);
        if (unlike.empty()) return;
        std::string why = "holds another experiment, so it cannot be resumed; " + begins_anew(start);
        for (const std::string& line : unlike) why += "\n  " + line;
        refuse(why);
      }
      if (store_ && start == Start::anew && store_->count_finished() > 0)
        refuse(
            fmt::format("holds {} finished replications of an interrupted run; --resume goes on with them, --force "
                        "begins anew",
                        store_->count_finished()));
      if (store_ || useless) {
        store_.reset();
        fs::remove_all(path_);
      }
    }
    made_parents_ = make_parents(path_);
    fs::create_directory(path_);
    store_ = ReplicationStore::create(file, identity, assumptions);
  } catch (const StoreBusy&) { refuse("another run is writing to it"); } catch (const fs::filesystem_error& error) {
    remove();
    const FolderError why = write_error(error.path1(), error.code().value());
    throw FolderRefused(fmt::format("{}: cannot be made: {}", target.string(), why.what()), why.full);
  } catch (const FolderRefused&) { throw; } catch (const FolderError&) {
    remove();
    throw;
  }
}

void Unfinished::remove() {
  store_.reset();
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  for (auto parent = made_parents_.rbegin(); parent != made_parents_.rend(); ++parent)
    fs::remove(*parent, ignored);  // only if nobody has put anything there
}

Unfinished::~Unfinished() {
  if (finished_ || !store_) return;
  try {
    const bool nothing = store_->count_finished() == 0;
    if (!nothing) store_->commit();
    if (nothing) remove();
  } catch (const std::exception&) {
    // What was committed stays, and can be resumed.
  }
}

std::size_t Unfinished::kept() noexcept {
  if (!store_) return 0;
  try {
    store_->roll_back();
    return store_->count_finished();
  } catch (const std::exception&) { return 0; }
}

void Unfinished::finish() {
  remove();
  finished_ = true;
}

}  // namespace results
