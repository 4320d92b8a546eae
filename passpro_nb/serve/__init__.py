"""The dashboards served: Voila, warm kernels, our own pages."""
