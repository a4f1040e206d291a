#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace results {

/// The machine a run was made on; a field nobody could find out is "" or 0.
struct Host {
  std::string name;
  std::string cpu;         ///< model
  std::string cpu_family;  ///< "GenuineIntel 6: avx avx2 fma": what the C library chooses its functions by
  unsigned cores = 0;      ///< logical, online
  std::string os;          ///< "Debian GNU/Linux 12 (bookworm), Linux 6.1.0 x86_64"
  std::string libc;        ///< "glibc 2.36", whose libm the results rest on
};

Host this_host();

/// What results may differ by in their last digits, though all else is the same.
struct Make {
  std::string compiler, flags, cpu_family, libc;  ///< "" if nobody knows
  auto operator<=>(const Make&) const = default;
};
/// Of the results in a folder, as its manifest says. \return all "" if it has none that can be read
Make make_of(const std::filesystem::path& folder);

/// What manifest.json says of a run, besides the build and the program's name.
struct Manifest {
  Host host = this_host();
  std::string model, title, run = "chance only";
  std::string scenario_file;                      ///< as the user named it
  std::string scenario_sha256;                    ///< of the resolved scenario's text, by `sha256`
  std::map<std::string, std::string> experiment;  ///< what it is a result of, by name: see Identity
  std::uint64_t seed = 0;
  std::vector<std::string> command_line;  ///< word by word
  std::vector<std::string> systems;
  std::string baseline;
  std::uint64_t points = 0;  ///< of a sweep; 0 for a run
  std::uint32_t replications_asked = 0, replications_done = 0;
  bool complete = false;
  unsigned threads = 0;
  double load_seconds = 0, simulate_seconds = 0, write_seconds = 0;  ///< by the clock on the wall
  std::uint64_t events = 0;  ///< simulated by this process, every system and the warm-up included
  std::vector<Make> makes;   ///< of the shards that it was merged from, each once, in order
  std::size_t shards = 0;    ///< how many those were; 0: it was not merged
  double system_years = 0;   ///< simulated years summed over replications and systems, warm-up included
};

/// "1.2 s on 2 threads", or "merged from 3 shards".
std::string how_it_came_about(const Manifest& manifest);

/// manifest.json, with the build's version, commit, compiler, flags and libraries. Derived: events_per_second,
/// ns_per_event (wall seconds times threads over events) and events_per_system_year; null where they have no meaning.
/// Host and timings differ between runs; everything else is the same for the same build and input.
std::string manifest_json(const Manifest& manifest);

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string_view text);

}  // namespace results
