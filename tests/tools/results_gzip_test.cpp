#include "tests/tools/results_scratch.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/gzip.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

TEST_CASE("a gzip file holds what was written, in the same bytes each time") {
  const Scratch scratch;
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i) + ",£\n";
  for (const char* name : {"a.gz", "b.gz"}) {
    results::GzipFile file(scratch.path() / name);
    file.write(text.substr(0, 1000));
    file.write("");
    file.write(text.substr(1000));
    file.close();
  }
  CHECK(content_of(scratch.path() / "a.gz") == content_of(scratch.path() / "b.gz"));
  CHECK(content_of(scratch.path() / "a.gz").size() < text.size() / 2);
  std::string read(text.size() + 1, '\0');
  const gzFile file = gzopen((scratch.path() / "a.gz").c_str(), "rb");
  read.resize(static_cast<std::size_t>(gzread(file, read.data(), static_cast<unsigned>(read.size()))));
  gzclose(file);
  CHECK(read == text);
}

TEST_CASE("a gzip file that cannot be written is an error") {
  const Scratch scratch;
  CHECK_THROWS_AS(results::GzipFile(scratch.path() / "none" / "a.gz"), results::FolderError);
  results::GzipFile full("/dev/full");
  std::string noise(1U << 22, ' ');
  std::uint64_t state = 1;
  for (char& c : noise) c = static_cast<char>((state = state * 6364136223846793005ULL + 1) >> 56);
  CHECK_THROWS_AS((full.write(noise), full.close()), results::FolderError);
}
