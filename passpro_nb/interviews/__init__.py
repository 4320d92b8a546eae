"""What if, and the convening aid: a host's pupils put into its sessions to come."""
