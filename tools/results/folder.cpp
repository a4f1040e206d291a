#include "tools/results/folder.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace results {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) {
  switch (error) {
    case ENOSPC: return "no space left on device";
    case EDQUOT: return "disk quota exceeded";
    case EFBIG: return "file too large: a limit on file size (ulimit -f) or of the file system";
    case EACCES:
    case EPERM: return "permission denied";
    case EROFS: return "the file system is read-only";
    default: return std::generic_category().message(error);
  }
}

/// A file descriptor that closes itself.
class File {
 public:
  File(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool is_open() const { return fd_ >= 0; }
  int get() const { return fd_; }
  /// \return what close said: a network file system reports a full disk only then
  int close() { return ::close(std::exchange(fd_, -1)); }
 private:
  int fd_;
};

/// \param shown  the name for messages
void write_whole(const fs::path& path, const fs::path& shown, std::string_view content) {
  File file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.is_open()) throw write_error(shown, errno);
  while (!content.empty()) {
    const ssize_t written = ::write(file.get(), content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw write_error(shown, errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (file.close() != 0 && errno != EINTR) throw write_error(shown, errno);
}

/// \return 0 or errno
int force_to_disk(const fs::path& path) {
  const File file(path, O_RDONLY);
  if (!file.is_open()) return errno;
  int failed = 0;
  do failed = ::fsync(file.get());
  while (failed != 0 && errno == EINTR);
  // EINVAL: a file system that cannot, for folders mostly.
  return failed == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
}

/// \param shown  the folder's name for messages
void force_all_to_disk(const fs::path& folder, const fs::path& shown) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() || entry.is_directory())
      if (const int failed = force_to_disk(entry.path()); failed != 0)
        throw write_error(shown / entry.path().lexically_relative(folder), failed);
  if (const int failed = force_to_disk(folder); failed != 0) throw write_error(shown, failed);
}

/// Absolute, without a trailing slash; a link to a folder becomes that folder.
fs::path resolve(const fs::path& target) {
  if (target.empty()) throw FolderRefused("the result folder has an empty name");
  fs::path path = fs::absolute(target);
  if (path.filename().empty()) path = path.parent_path();
  const bool by_name = path.has_filename() && path.filename() != "." && path.filename() != "..";
  if (!by_name || fs::is_symlink(fs::symlink_status(path))) {
    std::error_code missing;
    path = fs::canonical(path, missing);
    if (missing) throw FolderRefused(fmt::format("{}: a link that leads nowhere", target.string()));
  }
  if (!path.has_filename()) throw FolderRefused(fmt::format("{}: not a place for results", target.string()));
  return path;
}

/// Why what stands at the target may not be replaced; "" if nothing stands there or it may.
std::string objection(const fs::path& target, bool force) {
  const fs::file_status status = fs::symlink_status(target);
  if (!fs::exists(status)) return "";
  if (!fs::is_directory(status)) return "exists and is not a folder";
  if (!force) return "already exists; --force replaces it if it is a result folder";
  if (!fs::is_empty(target) && !is_result_folder(target))
    return "is not a result folder (it has no manifest.json of wholeplace), so --force does not replace it";
  std::error_code unknown;
  if (fs::equivalent(target, ".", unknown)) return "is the current folder, which cannot be replaced";
  return "";
}

/// Renames without ever replacing. \return 0 or errno
int rename_to_new(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  if (fs::exists(fs::symlink_status(to))) return EEXIST;
  return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

/// Keeps signals of this thread waiting while two names are swapped.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
 private:
  sigset_t before_;
};

fs::path sibling(const fs::path& target, const std::string& suffix) {
  return target.parent_path() / fmt::format(".{}.{}-{}", target.filename().string(), suffix, ::getpid());
}

}  // namespace

FolderError write_error(const fs::path& path, int error) {
  return FolderError(fmt::format("{}: {}", path.string(), reason(error)),
                     error == ENOSPC || error == EDQUOT || error == EFBIG);
}

bool is_result_folder(const fs::path& path) {
  if (!fs::is_regular_file(path / "manifest.json")) return false;
  std::ifstream file(path / "manifest.json");
  const auto manifest = nlohmann::json::parse(file, nullptr, false);
  return manifest.is_object() && manifest.value("program", nlohmann::json()) == "wholeplace";
}

fs::path permitted_target(const fs::path& target, bool force) {
  const fs::path resolved = resolve(target);
  if (const std::string why = objection(resolved, force); !why.empty())
    throw FolderRefused(fmt::format("{}: {}", target.string(), why));
  return resolved;
}

std::vector<fs::path> make_parents(const fs::path& path) {
  std::vector<fs::path> missing, made;
  for (fs::path parent = path.parent_path(); !fs::exists(fs::symlink_status(parent)); parent = parent.parent_path())
    missing.push_back(parent);
  for (auto parent = missing.rbegin(); parent != missing.rend(); ++parent)
    if (fs::create_directory(*parent)) made.push_back(*parent);
  return made;
}

void remove_leftovers(const fs::path& target) {
  const std::string start = "." + target.filename().string() + ".partial-";
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path(), ignored))
    if (entry.path().filename().string().starts_with(start)) fs::remove_all(entry.path(), ignored);
}

void write_file(const fs::path& file, std::string_view content, bool replace) {
  const auto refuse = [&](const char* why) { throw FolderRefused(fmt::format("{}: {}", file.string(), why)); };
  std::error_code unknown;
  const fs::file_status standing = fs::status(file, unknown);
  if (fs::exists(standing) && !fs::is_regular_file(standing)) refuse("exists and is not a file");
  if (fs::exists(standing) && !replace) refuse("already exists; --force replaces it");
  if (!file.has_filename()) refuse("not a name for a file");

  const fs::path partial = sibling(file, "partial");
  if (!File(partial, O_WRONLY | O_CREAT | O_TRUNC).is_open()) throw FolderRefused(write_error(file, errno).what());
  try {
    write_whole(partial, file, content);
    if (const int failed = force_to_disk(partial); failed != 0) throw write_error(file, failed);
    const int failed =
        replace ? (::rename(partial.c_str(), file.c_str()) == 0 ? 0 : errno) : rename_to_new(partial, file);
    if (failed != 0) throw write_error(file, failed);
  } catch (const FolderError&) {
    ::unlink(partial.c_str());
    throw;
  }
}

Folder::Folder(const fs::path& target, bool force) : force_(force), owner_(::getpid()) {
  try {
    target_ = permitted_target(target, force);
    made_parents_ = make_parents(target_);

    const fs::path first = sibling(target_, "partial");
    partial_ = first;
    for (int again = 2; !fs::create_directory(partial_); ++again)  // left by a killed run with our process number
      partial_ = first.string() + "-" + std::to_string(again);
  } catch (const fs::filesystem_error& error) {
    partial_.clear();
    discard();
    throw FolderRefused(fmt::format("{}: cannot be made: {}: {}", target.string(), error.path1().string(),
                                    reason(error.code().value())),
                        write_error("", error.code().value()).full);
  }
}

Folder::~Folder() {
  if (!published_ && ::getpid() == owner_) discard();
}

void Folder::discard() noexcept {
  std::error_code ignored;
  if (!partial_.empty()) fs::remove_all(partial_, ignored);
  for (auto parent = made_parents_.rbegin(); parent != made_parents_.rend(); ++parent)
    fs::remove(*parent, ignored);  // only if nobody has put anything there
  partial_.clear();
  made_parents_.clear();
}

/// Does the work; if it fails, nothing half-written is left.
void Folder::or_discard(const std::function<void()>& work) {
  try {
    work();
  } catch (const FolderError&) {
    discard();
    throw;
  } catch (const fs::filesystem_error& error) {
    discard();
    throw write_error(error.path1(), error.code().value());
  }
}

void Folder::write(const fs::path& name, std::string_view content) {
  if (partial_.empty() || published_)
    throw std::logic_error(
        "a result folder takes no files once it has failed or "
        "been published");
  bool climbs = name.empty() || name.is_absolute();
  for (const fs::path& part : name) climbs = climbs || part == "..";
  if (climbs) throw std::logic_error(fmt::format("\"{}\" is not a name inside a result folder", name.string()));
  or_discard([&] {
    fs::create_directories((partial_ / name).parent_path());
    write_whole(partial_ / name, target_ / name, content);
  });
}

std::string Folder::publish() {
  if (partial_.empty() || published_) throw std::logic_error("a result folder is published once");
  std::string warning;
  or_discard([&] {
    force_all_to_disk(partial_, target_);
    const fs::path wanted = target_;
    bool in_place = move_into_place(force_, warning);
    for (int again = 2; !in_place; ++again) {
      target_ = wanted.string() + "-" + std::to_string(again);
      in_place = move_into_place(false, warning);
    }
    published_ = true;
    if (target_ != wanted)
      warning =
          fmt::format("{} has come to exist during the run; the results are in {}", wanted.string(), target_.string());
  });
  if (const int failed = force_to_disk(target_.parent_path()); failed != 0 && warning.empty())
    warning = fmt::format("{}: a crash of this machine in the next seconds could lose the results: {}",
                          target_.parent_path().string(), reason(failed));
  return warning;
}

bool Folder::move_into_place(bool may_replace, std::string& warning) {
  const int failed = rename_to_new(partial_, target_);
  if (failed == 0) return true;
  if (failed != EEXIST) throw write_error(target_, failed);
  if (!may_replace || !objection(target_, true).empty()) return false;

  const fs::path old = replace_folder(partial_, target_, sibling(target_, "old"));
  published_ = true;
  std::error_code kept;
  fs::remove_all(old, kept);
  if (kept) warning = fmt::format("the old results could not be removed and are in {}", old.string());
  return true;
}

fs::path replace_folder(const fs::path& fresh, const fs::path& old, const fs::path& away, bool may_exchange) {
  if (may_exchange) {
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, old.c_str(), RENAME_EXCHANGE) == 0) return fresh;
    if (errno != EINVAL && errno != ENOSYS) throw write_error(old, errno);
  }
  const SignalsHeld held;
  if (const int failed = rename_to_new(old, away); failed != 0) throw write_error(old, failed);
  if (const int failed = rename_to_new(fresh, old); failed != 0) {
    rename_to_new(away, old);
    throw write_error(old, failed);
  }
  return away;
}

}  // namespace results
