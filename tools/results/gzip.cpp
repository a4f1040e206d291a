#include "tools/results/gzip.hpp"

#include "tools/results/folder.hpp"

#include <cerrno>

namespace results {

GzipFile::GzipFile(const std::filesystem::path& path) : path_(path) {
  errno = 0;
  file_ = gzopen(path.c_str(), "wb6");
  if (!file_) throw write_error(path_, errno != 0 ? errno : ENOMEM);
  gzbuffer(file_, 1U << 17);
}

GzipFile::~GzipFile() {
  if (file_) gzclose(file_);
}

void GzipFile::fail(int status) const { throw write_error(path_, status == Z_ERRNO && errno != 0 ? errno : EIO); }

void GzipFile::write(std::string_view text) {
  if (text.empty()) return;
  errno = 0;
  if (gzwrite(file_, text.data(), static_cast<unsigned>(text.size())) > 0) return;
  int status = Z_OK;
  gzerror(file_, &status);
  fail(status);
}

void GzipFile::close() {
  errno = 0;
  const int status = gzclose(file_);
  file_ = nullptr;
  if (status != Z_OK) fail(status);
}

}  // namespace results
