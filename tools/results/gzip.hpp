#pragma once

#include <zlib.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace results {

/// Writes a gzip file; the same text gives the same bytes, whenever it is written.
class GzipFile {
 public:
  /// \throws FolderError if it cannot be made
  explicit GzipFile(const std::filesystem::path& path);
  ~GzipFile();
  GzipFile(const GzipFile&) = delete;
  GzipFile& operator=(const GzipFile&) = delete;

  /// \throws FolderError
  void write(std::string_view text);
  /// Ends the file. \throws FolderError if not all of it could be written
  void close();

 private:
  [[noreturn]] void fail(int status) const;

  std::filesystem::path path_;
  gzFile file_;
};

}  // namespace results
