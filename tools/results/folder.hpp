#pragma once

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace results {

/// A file or folder could not be written. The message names the path and the reason.
class FolderError : public std::runtime_error {
 public:
  explicit FolderError(const std::string& message, bool is_full = false) : std::runtime_error(message), full(is_full) {}
  bool full;  ///< no space left, a quota or a limit on file size: the same run may succeed with more room
};

/// The place asked for cannot be used, found before anything was written: a usage error.
class FolderRefused : public FolderError {
 public:
  using FolderError::FolderError;
};

/// The error for a failed write, for writers that do not go through Folder::write.
/// \param error  errno
FolderError write_error(const std::filesystem::path& path, int error);

/// Whether the folder holds a manifest.json of this program, which is what --force may replace.
bool is_result_folder(const std::filesystem::path& path);

/// Where results asked for at `target` would be: absolute. \throws FolderRefused if something stands there that may not
/// be replaced
std::filesystem::path permitted_target(const std::filesystem::path& target, bool force);

/// Makes the folders that are missing above a path. \return those made, outermost first
/// \throws std::filesystem::filesystem_error; those made before stay
std::vector<std::filesystem::path> make_parents(const std::filesystem::path& path);

/// Removes what killed runs left beside the target. Only for who knows that no other run is at work there.
void remove_leftovers(const std::filesystem::path& target);

/// Writes a single file so that it appears whole or not at all.
/// \param replace  a file that is there already; anything else that is there (a folder, a device) never is
/// \throws FolderRefused if the place cannot be used, FolderError if writing fails; nothing new is left then
void write_file(const std::filesystem::path& file, std::string_view content, bool replace);

/// A result folder in the making. Files go into a hidden folder `.NAME.partial-PID` beside the target, and `publish`
/// renames it into place once everything is on the disk: readers see all of it or nothing. Destroyed before that, or
/// after an error, it leaves nothing behind, and a folder that it would have replaced stays as it was.
class Folder {
 public:
  /// Makes the hidden folder, with missing parents, which also shows that the target can be written.
  /// \param force  replace a result folder that is there already. Anything else that is there (a file, a folder with
  ///               files but no manifest.json of ours) is never replaced.
  /// \throws FolderRefused if the target exists or its parent cannot be written
  explicit Folder(const std::filesystem::path& target, bool force = false);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// The hidden folder, for writers that want a path (SQLite, XLSX, gzip).
  const std::filesystem::path& path() const { return partial_; }
  /// Where the results will be, absolute; `publish` may have to change it.
  const std::filesystem::path& target() const { return target_; }

  /// Writes one file whole.
  /// \param name  relative, without ".."; folders in it are made: "quality/stress.md"
  /// \throws FolderError, after removing the hidden folder
  void write(const std::filesystem::path& name, std::string_view content);

  /// Forces everything to the disk and renames it into place. If something that may not be replaced has come to stand
  /// at the target since the start, the results go to NAME-2 (or -3, ...) rather than being lost.
  /// \return a warning for the user about that, or about an old folder that could not be removed; else ""
  /// \throws FolderError, after removing the hidden folder
  std::string publish();

 private:
  void discard() noexcept;
  void or_discard(const std::function<void()>& work);
  bool move_into_place(bool may_replace, std::string& warning);

  std::filesystem::path target_, partial_;
  std::vector<std::filesystem::path> made_parents_;  ///< outermost first
  bool force_;
  bool published_ = false;
  pid_t owner_;  ///< a forked child must not remove its parent's folder
};

/// Puts one folder in the place of another: by exchanging the two names where the file system can, else by moving the
/// old one away first, and back if that fails. Afterwards the old content is at `away`, or at `fresh` if exchanged.
/// \param may_exchange  false takes the second way
/// \return where the old content now is
/// \throws FolderError; `old` is then as it was
std::filesystem::path replace_folder(const std::filesystem::path& fresh, const std::filesystem::path& old,
                                     const std::filesystem::path& away, bool may_exchange = true);

}  // namespace results
