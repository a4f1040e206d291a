#include "tools/jobs.hpp"

namespace tools {

Jobs Jobs::alone(std::uint32_t replication) {
  Jobs jobs(1, replication);
  jobs.first_ = jobs.last_++;
  jobs.replications_ = jobs.last_;
  return jobs;
}

Jobs Jobs::part(const Shard& shard) const {
  const auto cut = [&](std::uint32_t k) { return first_ + size() * std::size_t{k} / shard.n; };
  Jobs part = *this;
  part.first_ = cut(shard.i - 1);
  part.last_ = cut(shard.i);
  return part;
}

results::Job Jobs::operator[](std::size_t i) const {
  const std::size_t at = first_ + i;
  return {static_cast<std::uint32_t>(at / replications_), static_cast<std::uint32_t>(at % replications_)};
}

std::optional<std::size_t> Jobs::find(const results::Job& job) const {
  const std::size_t at = std::size_t{job.point} * replications_ + job.replication;
  if (job.replication >= replications_ || at < first_ || at >= last_) return std::nullopt;
  return at - first_;
}

Missing::Missing(const Jobs& jobs, results::ReplicationStore& store)
    : jobs_(jobs), finished_(jobs.size()), count_(jobs.size()) {
  store.each_finished([&](const results::Job& job) {
    const auto at = jobs_.find(job);
    if (!at) return;
    finished_[*at] = true;
    --count_;
  });
}

std::optional<results::Job> Missing::next() {
  while (at_ < finished_.size() && finished_[at_]) ++at_;
  if (at_ == finished_.size()) return std::nullopt;
  return jobs_[at_++];
}

}  // namespace tools
